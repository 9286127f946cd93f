package io.github.pgbackrest2nix.exporter;

/** How the program ends. */
final class ExitCode {
  static final int OK = 0;

  /** The metrics were written, but something could not be collected. */
  static final int COLLECTION_FAILED = 1;

  static final int WRONG_USAGE = 2;
  static final int COULD_NOT_RUN = 3;

  private ExitCode() {}
}
