package io.github.pgbackrest2nix.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that runs to its end, in a bounded time and with an environment of its own. */
public record Command(List<String> arguments, Duration limit) {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
          "HOME", "/",
          "LC_ALL", "C.UTF-8");

  public Command {
    arguments = List.copyOf(arguments);
  }

  public static Command of(String... arguments) {
    return new Command(List.of(arguments), LIMIT);
  }

  public static Command of(List<String> arguments) {
    return new Command(arguments, LIMIT);
  }

  /** Runs the command to its end; past the limit it and its children are killed. */
  public Outcome run() {
    // Files, not pipes: a daemon that the command leaves behind may keep them open.
    try (var folder = new TemporaryFolder()) {
      Path output = folder.path().resolve("output");
      Path errors = folder.path().resolve("errors");
      Process process =
          builder(arguments).redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
      process.getOutputStream().close();
      int status = waitFor(process);
      return new Outcome(arguments, status, read(output), read(errors));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ProcessBuilder builder(List<String> arguments) {
    var builder = new ProcessBuilder(arguments);
    builder.environment().clear();
    builder.environment().putAll(ENVIRONMENT);
    return builder;
  }

  private int waitFor(Process process) {
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    throw new AssertionError("not done within " + limit.toSeconds() + " s: " + arguments);
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
