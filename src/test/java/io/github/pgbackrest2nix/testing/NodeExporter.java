package io.github.pgbackrest2nix.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A real node_exporter with some of its collectors, on loopback. */
public final class NodeExporter implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Process process;
  private final Path log;
  private final int port;

  private NodeExporter(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /**
   * Starts it and waits until it listens.
   *
   * @param textfiles the directory that it reads
   * @param folder for its log
   */
  public static NodeExporter reading(Path textfiles, Path folder) throws IOException {
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.add(RequiredTool.find("prometheus-node-exporter").toString());
    command.add("--collector.disable-defaults");
    command.add("--web.listen-address=127.0.0.1:" + port);
    command.add("--collector.textfile");
    command.add("--collector.textfile.directory=" + textfiles);
    Path log = folder.resolve("node-exporter.log");
    var builder = new ProcessBuilder(command);
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    var exporter = new NodeExporter(process, log, port);
    try {
      Await.until("node_exporter listens", SOON, exporter::listens);
      return exporter;
    } catch (AssertionError e) {
      exporter.close();
      throw e;
    }
  }

  /** Returns where the metrics are. */
  public URI metrics() {
    return URI.create("http://127.0.0.1:" + port + "/metrics");
  }

  private boolean listens() {
    try {
      String said = Files.readString(log);
      assertThat(process.isAlive()).as("node_exporter runs: %s", said).isTrue();
      return said.contains("Listening on");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
