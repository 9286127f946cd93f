package io.github.pgbackrest2nix.exporter;

import java.io.IOException;
import java.nio.file.Path;

/** The last known values, kept in a state file. */
final class Memory {
  private final Path state;
  private final Messages messages;

  Memory(Path state, Messages messages) {
    this.state = state;
    this.messages = messages;
  }

  // A lost memory costs the last known values of what cannot be read now; that is no reason to
  // give up what can be.
  Remembered recall() {
    try {
      return StateFile.read(state);
    } catch (IOException e) {
      messages.say("ignoring the state file \"" + state + "\": " + Messages.reason(e));
      return Remembered.NOTHING;
    }
  }

  /** Returns the exit code; whatever is wrong has been said. */
  int keep(Remembered remembered) {
    try {
      StateFile.write(state, remembered);
      return ExitCode.OK;
    } catch (IOException e) {
      return messages.cannot("write the state file", state, e);
    }
  }
}
