package io.github.pgbackrest2nix.cli;

import java.util.Optional;

/**
 * A failure that is this program's own.
 *
 * @param file that was being read, unless it was not a single one
 */
record Bug(Optional<String> file, Throwable thrown) {
  /** Says that it is a bug, and with {@code debug} where. */
  void tell(Terminal terminal, boolean debug) {
    terminal
        .err()
        .println(
            "error: %sthis is a bug of pgbackrest2nix (%s); --debug shows where"
                .formatted(
                    file.map("\"%s\": "::formatted).orElse(""), thrown.getClass().getSimpleName()));
    if (debug) {
      thrown.printStackTrace(terminal.err());
    }
  }
}
