package io.github.pgbackrest2nix.systemd;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of the units that stand for mounted file systems, as {@code systemd-escape} makes them. */
public final class MountUnits {
  private static final String BARE =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz:_.";

  private MountUnits() {}

  /**
   * Returns the unit that mounts this path, for instance {@code mnt-nas\x2dbackup.mount}.
   *
   * @param path absolute, without {@code ..}
   */
  public static String of(String path) {
    return escapePath(path) + ".mount";
  }

  private static String escapePath(String path) {
    UnitSyntax.requireUnicode(path);
    String joined =
        Stream.of(path.split("/"))
            .filter(segment -> !segment.isEmpty() && !segment.equals("."))
            .map(MountUnits::escapeSegment)
            .collect(Collectors.joining("-"));
    if (!path.startsWith("/") || ("/" + path + "/").contains("/../")) {
      throw new IllegalArgumentException("not a normal absolute path: " + path);
    }
    if (joined.isEmpty()) {
      return "-";
    }
    return joined.startsWith(".") ? "\\x2e" + joined.substring(1) : joined;
  }

  private static String escapeSegment(String segment) {
    StringBuilder out = new StringBuilder();
    for (byte b : segment.getBytes(StandardCharsets.UTF_8)) {
      if (BARE.indexOf(b) >= 0) {
        out.append((char) b);
      } else {
        out.append(String.format(Locale.ROOT, "\\x%02x", b & 0xFF));
      }
    }
    return out.toString();
  }
}
