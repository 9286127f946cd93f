package io.github.pgbackrest2nix.diagnostic;

/** How bad a diagnostic is; ordered from harmless to fatal. */
public enum Severity {
  /** Worth knowing; nothing needs to change. */
  NOTE,
  /** Likely a mistake; the output is still what the description says. */
  WARNING,
  /** Certainly a mistake; nothing is rendered. */
  ERROR
}
