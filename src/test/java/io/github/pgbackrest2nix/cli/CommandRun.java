package io.github.pgbackrest2nix.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

/** What a command said, and its exit status, on a day in autumn 2026. */
record CommandRun(int status, String out, String err) {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-10-22T10:00:00Z"), ZoneId.of("Europe/Berlin"));

  static CommandRun of(String... args) {
    return reading("", args);
  }

  /** Runs a command that finds this on standard input. */
  static CommandRun reading(String input, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintWriter(out),
            new PrintWriter(err),
            Map.of(),
            false);
    int status = Main.run(terminal, () -> new byte[0], CLOCK, args);
    return new CommandRun(status, out.toString(), err.toString());
  }
}
