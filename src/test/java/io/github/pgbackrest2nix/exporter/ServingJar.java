package io.github.pgbackrest2nix.exporter;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The runtime jar, serving. */
final class ServingJar implements AutoCloseable {
  private final Process process;
  private final Path err;
  private final URI metrics;

  private ServingJar(Process process, Path err, URI metrics) {
    this.process = process;
    this.err = err;
    this.metrics = metrics;
  }

  /** Starts it on a port of its own choice, and waits until it listens. */
  static ServingJar start(Path java, Path folder, List<String> jvmOptions, List<String> options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(jvmOptions);
    command.addAll(List.of("-jar", ExporterJar.file().toAbsolutePath().toString()));
    command.addAll(
        List.of(
            "serve",
            "--listen=127.0.0.1:0",
            "--declaration=declaration.json",
            "--pgbackrest=" + folder.resolve("pgbackrest")));
    command.addAll(options);
    Path err = folder.resolve("serve-stderr.txt");
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile()).start();
    BufferedReader out = process.inputReader();
    String line = out.readLine();
    if (line == null || !line.startsWith("listening on ")) {
      process.destroyForcibly();
      throw new AssertionError("does not listen: " + line + "\n" + Files.readString(err));
    }
    return new ServingJar(process, err, URI.create(line.substring("listening on ".length())));
  }

  /** Returns where the metrics are. */
  URI metrics() {
    return metrics;
  }

  Process process() {
    return process;
  }

  String err() throws IOException {
    return Files.readString(err);
  }

  /** Ends it by SIGTERM and returns the exit code. */
  int end() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      throw new AssertionError("does not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
