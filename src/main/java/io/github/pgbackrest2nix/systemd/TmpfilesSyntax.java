package io.github.pgbackrest2nix.systemd;

import java.util.regex.Pattern;

/**
 * How paths are spelled in tmpfiles.d(5). Paths are absolute and without control characters: older
 * releases of systemd (252) read no C escapes here, against their manual.
 */
public final class TmpfilesSyntax {
  private static final Pattern BARE_WORD = Pattern.compile("[A-Za-z0-9_./:=,@+%-]+");

  private TmpfilesSyntax() {}

  /** Returns the path field of a line, an entry of {@code systemd.tmpfiles.rules}. */
  public static String path(String path) {
    String escaped = settingsPath(path);
    return BARE_WORD.matcher(escaped).matches() ? escaped : '"' + escaped + '"';
  }

  /**
   * Returns the path as the name of an attribute of {@code systemd.tmpfiles.settings.<file>}, which
   * NixOS puts between single quotes without looking at it.
   */
  public static String settingsPath(String path) {
    UnitSyntax.requireUnicode(path);
    if (!path.startsWith("/") || path.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("not a path for tmpfiles.d: " + path);
    }
    return path.replace("\\", "\\\\").replace("'", "\\'").replace("\"", "\\\"").replace("%", "%%");
  }
}
