package io.github.pgbackrest2nix.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A real one that scrapes one address each second and evaluates rules as often, on loopback, with a
 * storage of its own.
 */
public final class Prometheus implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String PENDING_SINCE = "ALERTS_FOR_STATE";

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path folder;
  private final int port;
  private Path storage;
  private int restarts;
  private Process process;

  private Prometheus(Path folder, int port) throws IOException {
    this.folder = folder;
    this.port = port;
    this.storage = folder.resolve("storage");
    this.process = start();
  }

  /** Starts it; it answers when it is ready. */
  public static Prometheus scraping(URI metrics, Path folder) throws IOException {
    return scraping(metrics, Optional.empty(), folder);
  }

  /** Starts it with a file of rules. */
  public static Prometheus scraping(URI metrics, Path rules, Path folder) throws IOException {
    return scraping(metrics, Optional.of(rules), folder);
  }

  private static Prometheus scraping(URI metrics, Optional<Path> rules, Path folder)
      throws IOException {
    Files.writeString(
        folder.resolve("prometheus.yml"),
        """
        global: { scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s }
        rule_files: %s
        scrape_configs:
          - job_name: pgbackrest
            metrics_path: %s
            static_configs: [ { targets: [ "%s" ] } ]
        """
            .formatted(
                Json.write(rules.stream().map(Path::toString).toList()),
                metrics.getPath(),
                metrics.getAuthority()));
    return new Prometheus(folder, freePort());
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            RequiredTool.find("prometheus").toString(),
            "--config.file=" + folder.resolve("prometheus.yml"),
            "--storage.tsdb.path=" + storage,
            "--web.listen-address=127.0.0.1:" + port)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("prometheus.log").toFile())
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Returns whether it answers at all. */
  public boolean isReady() {
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
  public List<Map<?, ?>> query(String expression) {
    return objects(
        data("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8)),
        "result");
  }

  /**
   * Returns the alerts in the state {@code pending} or {@code firing}: the name of each and, where
   * it is about one, the repository.
   */
  public NavigableSet<String> alerts(String state) {
    NavigableSet<String> names = new TreeSet<>();
    for (Map<?, ?> alert : objects(data("/api/v1/alerts"), "alerts")) {
      if (state.equals(alert.get("state"))) {
        names.add(name((Map<?, ?>) Objects.requireNonNull(alert.get("labels"))));
      }
    }
    return names;
  }

  private static String name(Map<?, ?> labels) {
    return labels.get("alertname") + (labels.containsKey("repo") ? " " + labels.get("repo") : "");
  }

  /** Returns the alerting rules as loaded, in the order of their file. */
  public List<Map<?, ?>> rules() {
    return objects(data("/api/v1/rules?type=alert"), "groups").stream()
        .flatMap(group -> objects(group, "rules").stream())
        .toList();
  }

  /**
   * Starts it again with all series as they are now, except that whatever is pending has been so
   * for longer by this time.
   */
  public void putBackWhatIsPending(Duration time) throws IOException {
    // An alert is told of before its series can be asked for.
    Await.until("what is pending is stored", SOON, () -> stored().containsAll(alerts("pending")));
    long now = System.currentTimeMillis() / 1000;
    String series =
        query("{__name__=~\".+\",__name__!=\"ALERTS\"}").stream()
            .map(each -> line(each, time, now))
            .collect(Collectors.joining("", "", "# EOF\n"));
    close();
    storage = Files.createDirectory(folder.resolve("storage-" + ++restarts));
    fill(Files.writeString(folder.resolve("series.txt"), series));
    process = start();
    Await.until("prometheus is ready again", SOON, this::isReady);
  }

  private Set<String> stored() {
    return query(PENDING_SINCE).stream()
        .map(series -> name((Map<?, ?>) Objects.requireNonNull(series.get("metric"))))
        .collect(Collectors.toSet());
  }

  private void fill(Path series) {
    Command.of(
            RequiredTool.find("promtool").toString(),
            "tsdb",
            "create-blocks-from",
            "openmetrics",
            series.toString(),
            storage.toString())
        .run()
        .succeeded();
  }

  private static String line(Map<?, ?> series, Duration time, long now) {
    Map<?, ?> metric = (Map<?, ?>) Objects.requireNonNull(series.get("metric"));
    String name = "" + metric.get("__name__");
    String value = "" + ((List<?>) Objects.requireNonNull(series.get("value"))).get(1);
    String labels =
        metric.entrySet().stream()
            .filter(label -> !"__name__".equals(label.getKey()))
            .map(label -> label.getKey() + "=" + quoted("" + label.getValue()))
            .collect(Collectors.joining(","));
    return "%s{%s} %s %d\n"
        .formatted(
            name,
            labels,
            name.equals(PENDING_SINCE) ? Long.parseLong(value) - time.toSeconds() : value,
            now);
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private Map<?, ?> data(String path) {
    HttpResponse<String> response;
    try {
      response = get(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(response.statusCode()).as("%s: %s", path, response.body()).isEqualTo(200);
    Map<?, ?> answer = (Map<?, ?>) Objects.requireNonNull(Json.read(response.body()));
    assertThat(answer.containsKey("warnings")).as(response.body()).isFalse();
    return (Map<?, ?>) Objects.requireNonNull(answer.get("data"));
  }

  private static List<Map<?, ?>> objects(Map<?, ?> object, String name) {
    return ((List<?>) Objects.requireNonNull(object.get(name), name))
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
