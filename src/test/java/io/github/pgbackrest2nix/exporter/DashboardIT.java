package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.render.dashboard.Dashboard;
import io.github.pgbackrest2nix.render.dashboard.Queries;
import io.github.pgbackrest2nix.testing.Await;
import io.github.pgbackrest2nix.testing.Prometheus;
import io.github.pgbackrest2nix.testing.RequiredTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus that scrapes the runtime jar answers everything the dashboard asks. */
@Timeout(60)
class DashboardIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** What the recording has no data for. */
  private static final Set<String> EMPTY = Set.of("Progress of the running backup A");

  private final Path folder;

  DashboardIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    Path data = folder.resolve("data");
    FinishedWalTest.writeControl(data, 6, 1, 266L << 24);
    Path status = Files.createDirectories(data.resolve("pg_wal/archive_status"));
    Files.createFile(status.resolve("000000010000000100000009.ready"));
    Files.createFile(folder.resolve("check.failed"));
    Path drill =
        Files.writeString(
            folder.resolve("drill.json"),
            "{\"version\":1,\"success\":false,\"start\":5,\"end\":9,\"lastSuccess\":4,"
                + "\"restore\":3601,\"lost\":301}");
    Files.writeString(
        folder.resolve("declaration.json"),
        """
        {"version": 1, "hostname": "forge",
         "jobs": [{"unit": "pgbackrest-check.service", "stanza": "main", "result": "%s"}],
         "stanzas": [{
          "name": "main", "dataDir": "%s", "spoolPath": "%s",
          "objectives": {"rpo": 300, "rto": 3600, "pitrWindow": 518400, "offsitePitrWindow": 2419200},
          "repos": [
            {"key": 1, "name": "nas", "type": "posix",
             "schedule": {"full": ["2099-01-01 UTC"]}, "maxAge": {"full": 90000, "incr": 7200},
             "retention": {"full": 7, "diff": 4, "archive": 2, "archiveType": "diff"},
             "sizeLimit": 100000000, "restoreDrill": "%s"},
            {"key": 2, "name": "r2", "type": "s3", "maxAge": {"full": 90000},
             "retention": {"full": 30}, "sizeLimit": 1000}]}]}
        """
            .formatted(folder.resolve("check"), data, folder.resolve("spool"), drill));
    Script.write(
        folder,
        """
        case "$*" in version) echo 'pgBackRest 2.60.0' ;; *repo-ls*) echo '{}' ;; *) cat '%s' ;; esac
        """
            .formatted(Recordings.file("2.60", "after-killed-backup")));
  }

  @Test
  void answersEveryQueryOfTheDashboard() throws IOException {
    RequiredTool.find("prometheus");
    try (ServingJar jar =
            ServingJar.start(
                ExporterJar.javas().get(0),
                folder,
                List.of(),
                List.of("--systemd-analyze", RequiredTool.find("systemd-analyze").toString()));
        Prometheus prometheus = Prometheus.scraping(jar.metrics(), folder)) {
      Await.until("prometheus is ready", LIMIT, prometheus::isReady);
      // Two samples, for what is asked about a change.
      Await.until(
          "the jar was scraped twice",
          LIMIT,
          () -> !prometheus.query("count_over_time(pgbackrest_backup_count[1m]) > 1").isEmpty());

      Set<String> empty = new TreeSet<>();
      Map<String, List<Map<?, ?>>> answers = new TreeMap<>();
      for (Queries.Query each : Queries.of(Dashboard.json())) {
        List<Map<?, ?>> series = prometheus.query(chosen(each.expression()));
        answers.put(each.panel() + " " + each.id(), series);
        if (series.isEmpty()) {
          empty.add(each.panel() + " " + each.id());
        }
      }

      assertThat(empty).isEqualTo(new TreeSet<>(EMPTY));
      assertThat(answers).hasSizeGreaterThan(30);
      assertThat(values(answers, "Worst state A")).containsExactly("forge main    2");
      assertThat(values(answers, "Restore drills A"))
          .containsExactly("forge main repo1   1", "forge main repo2   0");
      assertThat(values(answers, "Next backup A"))
          .containsExactly("forge main repo1 full  4070908800000");
      assertThat(values(answers, "Last run of each service A")).containsExactly("forge main    0");
      assertThat(values(answers, "What is wrong A"))
          .contains(
              "forge main   a service failed 1",
              "forge main   archiving is set otherwise than described 2",
              "forge main repo1  page checksum errors 1",
              "forge main repo1  restore drill failed 2",
              "forge main repo1  a restore takes longer than promised 1",
              "forge main repo1  a restore would lose more than promised 1",
              "forge main repo2  larger than the limit 1",
              "forge main repo2  page checksum errors 1")
          .doesNotContain(
              "forge main repo1  larger than the limit 1", "forge main repo1  cannot be read 2");
      assertThat(values(answers, "Full backups A"))
          .containsExactly("forge main repo1 full  2", "forge main repo2 full  1");
    }
  }

  @Test
  void hidesWhatIsNotChosen() throws IOException {
    RequiredTool.find("prometheus");
    try (ServingJar jar =
            ServingJar.start(ExporterJar.javas().get(0), folder, List.of(), List.of());
        Prometheus prometheus = Prometheus.scraping(jar.metrics(), folder)) {
      Await.until("prometheus is ready", LIMIT, prometheus::isReady);
      Await.until(
          "the jar was scraped",
          LIMIT,
          () -> !prometheus.query("pgbackrest_backup_count").isEmpty());

      List<String> shown = new ArrayList<>();
      for (Queries.Query each : Queries.of(Dashboard.json())) {
        String elsewhere =
            each.expression()
                .replace("$hostname", "forge")
                .replace("$stanza", "other")
                .replace("$repo", ".*");
        if (!prometheus.query(elsewhere).isEmpty()) {
          shown.add(each.panel() + " " + each.id());
        }
      }

      // These are of the host and have no stanza.
      assertThat(shown)
          .containsExactly(
              "Age of what is shown A", "Duration of the collection A", "Versions A", "Versions B");
    }
  }

  /** Puts in what Grafana does where one host is chosen and all else is not. */
  private static String chosen(String expression) {
    return expression
        .replace("$hostname", "forge")
        .replace("$stanza", ".*")
        .replace("$repo", "(repo1|repo2)");
  }

  /** The labels that matter and the value of each series, sorted. */
  private static List<String> values(Map<String, List<Map<?, ?>>> answers, String query) {
    return Objects.requireNonNull(answers.get(query)).stream()
        .map(
            series -> {
              Map<?, ?> labels = (Map<?, ?>) Objects.requireNonNull(series.get("metric"));
              List<?> value = (List<?>) Objects.requireNonNull(series.get("value"));
              return List.of("hostname", "stanza", "repo", "backup_type", "problem").stream()
                      .map(name -> Objects.requireNonNullElse((String) labels.get(name), ""))
                      .collect(Collectors.joining(" "))
                  + " "
                  + value.get(1);
            })
        .sorted()
        .toList();
  }
}
