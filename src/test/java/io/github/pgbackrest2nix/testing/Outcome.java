package io.github.pgbackrest2nix.testing;

import java.util.List;

/** What a command did: its exit status, 128 plus the signal that ended it, and both its outputs. */
public record Outcome(List<String> command, int status, String output, String errors) {

  /** Both outputs: which of them carries a warning differs between pgBackRest's releases. */
  public String everything() {
    return output + errors;
  }

  /**
   * Requires success.
   *
   * @return the standard output
   * @throws AssertionError with everything the command said
   */
  public String succeeded() {
    if (status != 0) {
      throw new AssertionError(this);
    }
    return output;
  }

  @Override
  public String toString() {
    return String.join(" ", command) + "\nexit status " + status + "\n" + everything();
  }
}
