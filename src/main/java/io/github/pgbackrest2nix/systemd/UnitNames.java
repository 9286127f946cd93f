package io.github.pgbackrest2nix.systemd;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of units that stand for paths, as {@code systemd-escape --path} makes them. */
public final class UnitNames {
  private static final String BARE =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz:_.";

  private UnitNames() {}

  /**
   * Returns the path as part of a unit's name, for instance {@code mnt-nas\x2dbackup}.
   *
   * @param path absolute, without {@code ..}
   */
  public static String escapePath(String path) {
    UnitSyntax.requireUnicode(path);
    String joined =
        Stream.of(path.split("/"))
            .filter(segment -> !segment.isEmpty() && !segment.equals("."))
            .map(UnitNames::escapeSegment)
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
