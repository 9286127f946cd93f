package io.github.pgbackrest2nix.exporter;

import java.io.IOException;

/** A call of pgBackRest that gave no usable answer; the message says why, over a few lines. */
final class InfoFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final String reason;

  /**
   * Makes the failure of a call.
   *
   * @param code see {@link ErrorCode}
   */
  InfoFailedException(int code, String reason) {
    super(reason);
    this.code = code;
    this.reason = reason;
  }

  /** Returns one of {@link ErrorCode}. */
  int code() {
    return code;
  }

  /** Returns the message. */
  String reason() {
    return reason;
  }

  boolean isTimedOut() {
    return code == ErrorCode.TIMED_OUT;
  }

  /** Returns whether asking for less may help. */
  boolean mayBeLess() {
    return isTimedOut() || code == ErrorCode.TOO_MUCH;
  }
}
