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

  /** Returns the directory that a file lies in. */
  static String parent(String file) {
    int slash = file.lastIndexOf('/');
    return slash == 0 ? "/" : file.substring(0, slash);
  }

  private static String slashed(String path) {
    return path.endsWith("/") ? path : path + "/";
  }
}
