package io.github.pgbackrest2nix.exporter;

/** The values of {@code pgbackrest_collection_error_code}. */
final class ErrorCode {
  static final int NONE = 0;
  static final int NOT_STARTED = 1;
  static final int TIMED_OUT = 2;
  static final int NO_JSON = 3;
  static final int NOT_UNDERSTOOD = 4;
  static final int TOO_MUCH = 5;
  static final int STANZA_NOT_MENTIONED = 6;
  static final int REPO_NOT_MENTIONED = 7;
  static final int REPO_NOT_READABLE = 8;
  static final int INTERRUPTED = 9;

  private static final int LEAST_EXIT_STATUS = 20;

  private ErrorCode() {}

  /** Returns the code of a program that wrote no JSON: its exit status, if that is telling. */
  static int ofNoJson(int exitStatus) {
    return exitStatus >= LEAST_EXIT_STATUS ? exitStatus : NO_JSON;
  }

  /** Returns whether the call as a whole gave no usable answer. */
  static boolean isOfTheCall(int code) {
    return code != NONE
        && code != STANZA_NOT_MENTIONED
        && code != REPO_NOT_MENTIONED
        && code != REPO_NOT_READABLE;
  }
}
