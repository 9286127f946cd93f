package io.github.pgbackrest2nix.report;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** File names as URI references (RFC 3986): relative ones stay relative. */
final class FileReference {
  private static final String UNRESERVED = "-._~/";

  private FileReference() {}

  static String of(String file) {
    StringBuilder uri = new StringBuilder(file.startsWith("/") ? "file://" : "");
    for (byte each : file.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain(each)) {
        uri.append((char) each);
      } else {
        uri.append(String.format(Locale.ROOT, "%%%02X", each));
      }
    }
    return uri.toString();
  }

  private static boolean isPlain(byte each) {
    boolean letter = (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z');
    boolean digit = each >= '0' && each <= '9';
    return letter || digit || UNRESERVED.indexOf(each) >= 0;
  }
}
