package io.github.pgbackrest2nix.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Supplier;

/** Runs commands in this process, with streams and an environment of their own. */
record Session(
    String input, Map<String, String> environment, boolean terminal, Supplier<byte[]> runtimeJar) {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-10-22T10:00:00Z"), ZoneId.of("Europe/Berlin"));

  static final byte[] JAR = "a jar".getBytes(StandardCharsets.UTF_8);

  Session() {
    this("", Map.of(), false, () -> JAR);
  }

  Session input(String text) {
    return new Session(text, environment, terminal, runtimeJar);
  }

  Session onTerminal(Map<String, String> variables) {
    return new Session(input, variables, true, runtimeJar);
  }

  Session environment(Map<String, String> variables) {
    return new Session(input, variables, terminal, runtimeJar);
  }

  Session runtimeJar(Supplier<byte[]> other) {
    return new Session(input, environment, terminal, other);
  }

  /** What a command said and how it ended. */
  record Result(int status, String out, String err) {}

  Result run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        Main.run(
            new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(out),
                new PrintWriter(err),
                environment,
                terminal),
            runtimeJar,
            CLOCK,
            args);
    return new Result(status, out.toString(), err.toString());
  }
}
