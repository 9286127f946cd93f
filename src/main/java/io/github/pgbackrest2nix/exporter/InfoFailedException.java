package io.github.pgbackrest2nix.exporter;

import java.io.IOException;

/** A call of pgBackRest that gave no usable answer; the message says why, over a few lines. */
final class InfoFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final boolean timedOut;

  private InfoFailedException(String message, boolean timedOut) {
    super(message);
    this.reason = message;
    this.timedOut = timedOut;
  }

  static InfoFailedException timedOut(String message) {
    return new InfoFailedException(message, true);
  }

  static InfoFailedException because(String message) {
    return new InfoFailedException(message, false);
  }

  /** Returns the message. */
  String reason() {
    return reason;
  }

  /** Returns whether asking for less may help. */
  boolean isTimedOut() {
    return timedOut;
  }
}
