package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.RequiredTool;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class ServeIT {
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path folder;

  ServeIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(
        folder.resolve("declaration.json"),
        """
        {"version":1,"hostname":"forge","stanzas":[{"name":"main",
          "repos":[{"key":1,"name":"nas"},{"key":2,"name":"r2"}]}]}
        """);
  }

  private static List<Path> javas() {
    return ExporterJar.javas();
  }

  private ServingJar start(String... options) throws IOException {
    return ServingJar.start(javas().get(0), folder, List.of(), List.of(options));
  }

  private HttpResponse<String> get(URI uri, String accept) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri).header("Accept", accept).build(), BodyHandlers.ofString());
  }

  /** Asks until a collection has ended. */
  private HttpResponse<String> metrics(ServingJar server, String accept) throws Exception {
    HttpResponse<String> response = get(server.metrics(), accept);
    while (response.statusCode() == 503) {
      assertThat(response.body()).isEqualTo("the first collection has not ended yet\n");
      response = get(server.metrics(), accept);
    }
    return response;
  }

  private List<String> collected() throws Exception {
    ExporterJar.run(
        javas().get(0),
        folder,
        List.of(),
        List.of(
            "collect",
            "--declaration=declaration.json",
            "--textfile=a.prom",
            "--state=other-state.json",
            "--pgbackrest=" + folder.resolve("pgbackrest")));
    return withoutTimes(Files.readString(folder.resolve("a.prom")));
  }

  private static List<String> withoutTimes(String metrics) {
    return metrics
        .lines()
        .map(
            line ->
                line.replaceFirst(
                    "^(pgbackrest_(collection|wal_missing|backup_since)_\\w+seconds\\{.*\\}) .*",
                    "$1"))
        // OpenMetrics has the type of a metric before its help.
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("javas")
  void servesWhatCollectWrites(Path java) throws Exception {
    Script.printing(folder, Recordings.file("2.60", "two-repos"));

    try (ServingJar server = ServingJar.start(java, folder, List.of(), List.of())) {
      HttpResponse<String> text = metrics(server, "*/*");
      HttpResponse<String> open = metrics(server, "application/openmetrics-text");
      HttpResponse<String> health = get(server.metrics().resolve("/-/healthy"), "*/*");
      HttpResponse<String> index = get(server.metrics().resolve("/"), "*/*");

      assertThat(text.headers().firstValue("Content-Type"))
          .hasValue("text/plain; version=0.0.4; charset=utf-8");
      assertThat(withoutTimes(text.body())).isEqualTo(collected());
      assertThat(open.headers().firstValue("Content-Type")).hasValue(OPEN_METRICS);
      assertThat(withoutTimes(open.body().replaceFirst("# EOF\n$", ""))).isEqualTo(collected());
      assertThat(open.body()).endsWith("\n# EOF\n");
      assertThat(health.body()).isEqualTo("healthy\n");
      assertThat(index.body()).contains("<a href=\"/metrics\">", " and could read 2 of 2.</p>");
      assertThat(server.end()).isZero();
      assertThat(server.err()).isEmpty();
    }
  }

  @Test
  void servesTheLastCollectionWhileTheNextHangs() throws Exception {
    Path recording = Recordings.file("2.60", "two-repos");
    Script.write(
        folder,
        """
        case "$*" in *info) ;; *) exit 0 ;; esac
        [ -e second ] && exec sleep 1000
        touch second
        cat '%s'
        """
            .formatted(recording));

    try (ServingJar server = start("--interval=1ms")) {
      HttpResponse<String> first = metrics(server, "*/*");
      while (server.process().toHandle().descendants().findAny().isEmpty()) {
        assertThat(metrics(server, "*/*").body()).isEqualTo(first.body());
      }
      ProcessHandle hanging = server.process().toHandle().descendants().findAny().orElseThrow();

      assertThat(metrics(server, "*/*").body()).isEqualTo(first.body());
      assertThat(server.end()).isZero();
      assertThat(hanging.onExit().get(20, TimeUnit.SECONDS).isAlive()).isFalse();
      assertThat(server.err()).isEmpty();
    }
  }

  @Test
  void keepsAnsweringWhenRepositoriesFailAndRemembersAcrossRestarts() throws Exception {
    Script.printing(folder, Recordings.file("2.60", "two-repos"));
    try (ServingJar server = start("--state=state.json")) {
      assertThat(metrics(server, "*/*").body())
          .contains(
              "pgbackrest_collection_success{hostname=\"forge\",repo=\"repo2\",stanza=\"main\"} 1.0");
      server.end();
    }
    Script.write(folder, "echo 'ERROR: [037]: no key' >&2; exit 37");

    try (ServingJar server = start("--state=state.json")) {
      assertThat(metrics(server, "*/*").body())
          .contains(
              "pgbackrest_collection_success{hostname=\"forge\",repo=\"repo2\",stanza=\"main\"} 0.0",
              "pgbackrest_backup_count{hostname=\"forge\",repo=\"repo2\",stanza=\"main\"} 1.0");
      assertThat(server.err()).contains("ERROR: [037]: no key");
    }
  }

  @Test
  void cannotListenWhereSomebodyElseDoes() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      String address = "127.0.0.1:" + taken.getLocalPort();

      ExporterJar.Outcome outcome =
          ExporterJar.run(
              javas().get(0),
              folder,
              List.of(),
              List.of(
                  "serve",
                  "--listen=" + address,
                  "--declaration=declaration.json",
                  "--pgbackrest=/nowhere"));

      assertThat(outcome)
          .isEqualTo(
              new ExporterJar.Outcome(
                  3,
                  "",
                  "pgbackrest-metrics: cannot listen on "
                      + address
                      + ": Address already in use\n"));
    }
  }

  @ParameterizedTest
  @MethodSource("javas")
  void asksForPasswordsWithNothingButItsJarAndTwoModules(Path java) throws Exception {
    RequiredTool.find("curl");
    Script.printing(folder, Recordings.file("2.60", "two-repos"));
    Files.writeString(
        folder.resolve("web.yml"),
        """
        basic_auth_users:
          prometheus: $2y$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2
        """);

    try (ServingJar server =
        ServingJar.start(
            java,
            folder,
            List.of("--limit-modules", "java.base,jdk.httpserver"),
            List.of("--web.config.file=web.yml"))) {
      String curl =
          "curl -s -o curl.out -w %{http_code} -u 'prometheus:PASSWORD' " + server.metrics();
      while (curl(curl, "correct horse").equals("503")) {
        assertThat(server.process().isAlive()).isTrue();
      }

      assertThat(curl(curl, "correct horse")).isEqualTo("200");
      assertThat(Files.readString(folder.resolve("curl.out"))).contains("pgbackrest_backup_count");
      assertThat(curl(curl, "wrong horse")).isEqualTo("401");
      assertThat(get(server.metrics().resolve("/-/healthy"), "*/*").statusCode()).isEqualTo(401);
      assertThat(server.err()).isEmpty();
    }
  }

  private String curl(String command, String password) throws Exception {
    return ExporterJar.run(folder, List.of("/bin/sh", "-c", command.replace("PASSWORD", password)))
        .out();
  }

  @Test
  void doesNotStartWithAWebConfigurationThatItCannotHonour() throws Exception {
    Files.writeString(folder.resolve("web.yml"), "basic_auth_users:\n  me: secret\n");

    ExporterJar.Outcome outcome =
        ExporterJar.run(
            javas().get(0),
            folder,
            List.of(),
            List.of(
                "serve",
                "--listen=127.0.0.1:0",
                "--web-config=web.yml",
                "--declaration=declaration.json",
                "--pgbackrest=/nowhere"));

    assertThat(outcome)
        .isEqualTo(
            new ExporterJar.Outcome(
                3,
                "",
                "pgbackrest-metrics: web.yml:2: what stands for user \"me\" is not a bcrypt hash:"
                    + " make one by \"htpasswd -nBC 10 me\"\n"));
  }

  @Test
  void isScrapedByPrometheusAndCurl() throws Exception {
    Path prometheus = RequiredTool.find("prometheus");
    Path curl = RequiredTool.find("curl");
    Script.printing(folder, Recordings.file("2.60", "two-repos"));

    try (ServingJar server = start()) {
      String body = metrics(server, "*/*").body();
      ExporterJar.Outcome curled =
          ExporterJar.run(
              folder,
              List.of(curl.toString(), "-sSf", "--compressed", server.metrics().toString()));

      assertThat(curled).isEqualTo(new ExporterJar.Outcome(0, body, ""));
      assertThat(scraped(prometheus, server))
          .contains("\"value\":[", ",\"1\"]", "\"repo\":\"repo2\"");
    }
  }

  /** Returns what Prometheus says of backups after its first scrape, which asks for OpenMetrics. */
  private String scraped(Path prometheus, ServingJar server) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Path config = folder.resolve("prometheus.yml");
    Files.writeString(
        config,
        """
        scrape_configs:
          - job_name: pgbackrest
            scrape_interval: 1s
            static_configs: [{ targets: ["%s"] }]
        """
            .formatted(server.metrics().getAuthority()));
    Process process =
        new ProcessBuilder(
                prometheus.toString(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    try {
      String query =
          URLEncoder.encode("pgbackrest_backup_count{repo=\"repo2\"}", StandardCharsets.UTF_8);
      URI uri = URI.create("http://127.0.0.1:" + port + "/api/v1/query?query=" + query);
      String answer = "";
      while (!answer.contains("\"value\"")) {
        assertThat(process.isAlive()).isTrue();
        answer = answer(uri);
      }
      return answer;
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private String answer(URI uri) throws Exception {
    try {
      return get(uri, "*/*").body();
    } catch (IOException e) {
      return ""; // it does not listen yet
    }
  }
}
