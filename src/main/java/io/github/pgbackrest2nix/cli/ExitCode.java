package io.github.pgbackrest2nix.cli;

/** What the process says by its exit status; the same for every command. */
final class ExitCode {
  static final int CLEAN = 0;

  /** There are findings, or the output is out of date. */
  static final int FINDINGS = 1;

  static final int WRONG_USAGE = 2;

  /** A file could not be read or written, or this program has a bug. */
  static final int COULD_NOT_RUN = 3;

  private ExitCode() {}
}
