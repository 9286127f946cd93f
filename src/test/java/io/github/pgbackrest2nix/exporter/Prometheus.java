package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Json;
import io.github.pgbackrest2nix.testing.RequiredTool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A real one that scrapes one address each second, on loopback, with a storage of its own. */
final class Prometheus implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final int port;

  private Prometheus(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it; it answers when it is ready. */
  static Prometheus scraping(URI metrics, Path folder) throws IOException {
    Path configuration =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            """
            global: { scrape_interval: 1s, scrape_timeout: 1s }
            scrape_configs:
              - job_name: pgbackrest
                metrics_path: %s
                static_configs: [ { targets: [ "%s" ] } ]
            """
                .formatted(metrics.getPath(), metrics.getAuthority()));
    int port = freePort();
    Process process =
        new ProcessBuilder(
                RequiredTool.find("prometheus").toString(),
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + folder.resolve("storage"),
                "--web.listen-address=127.0.0.1:" + port)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    return new Prometheus(process, port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Returns whether it answers at all. */
  boolean isReady() {
    assertThat(process.isAlive()).as("prometheus runs").isTrue();
    try {
      return get("/-/ready").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Returns the series that the expression gives now, each with {@code metric} and {@code value}.
   *
   * @throws AssertionError if Prometheus refuses it
   */
  List<Map<?, ?>> query(String expression) throws IOException {
    HttpResponse<String> response =
        get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    assertThat(response.statusCode()).as("%s: %s", expression, response.body()).isEqualTo(200);
    Map<?, ?> answer = (Map<?, ?>) Objects.requireNonNull(Json.read(response.body()));
    assertThat(answer.containsKey("warnings")).as(response.body()).isFalse();
    Map<?, ?> data = (Map<?, ?>) Objects.requireNonNull(answer.get("data"));
    return ((List<?>) Objects.requireNonNull(data.get("result")))
        .stream().<Map<?, ?>>map(each -> (Map<?, ?>) each).toList();
  }

  private HttpResponse<String> get(String path) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    try {
      return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
