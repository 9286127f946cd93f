package io.github.pgbackrest2nix.rule.repository;

/** Compares absolute paths in their shortest form. */
final class Paths {
  private Paths() {}

  /** Returns whether two directories are the same or one holds the other. */
  static boolean overlap(String one, String other) {
    return slashed(one).startsWith(slashed(other)) || slashed(other).startsWith(slashed(one));
  }

  /** Returns whether a file or directory is a directory or lies in it. */
  static boolean within(String path, String directory) {
    return slashed(path).startsWith(slashed(directory));
  }

  private static String slashed(String path) {
    return path.endsWith("/") ? path : path + "/";
  }
}
