package io.github.pgbackrest2nix.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command talks to.
 *
 * @param environment variables of the process
 * @param errorIsTerminal whether a person reads {@code err} directly
 */
record Terminal(
    InputStream in,
    PrintWriter out,
    PrintWriter err,
    Map<String, String> environment,
    boolean errorIsTerminal) {
  Terminal {
    environment = Map.copyOf(environment);
  }

  /** Returns whether text on {@code err} may be coloured; see no-color.org. */
  boolean colour() {
    boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return errorIsTerminal && !refused && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  /**
   * Returns whether standard error is a terminal. The JDK knows it of the console as a whole only,
   * and newer ones say yes even where all is redirected.
   */
  static boolean standardErrorIsTerminal() {
    try {
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      // No /proc, so not Linux: plain text is never wrong.
      return false;
    }
  }
}
