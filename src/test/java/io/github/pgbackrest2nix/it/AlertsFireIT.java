package io.github.pgbackrest2nix.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Await;
import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.IsolatedRoot;
import io.github.pgbackrest2nix.testing.Ledger;
import io.github.pgbackrest2nix.testing.Machine;
import io.github.pgbackrest2nix.testing.NodeExporter;
import io.github.pgbackrest2nix.testing.PostgresCluster;
import io.github.pgbackrest2nix.testing.Prometheus;
import io.github.pgbackrest2nix.testing.RequiredTool;
import io.github.pgbackrest2nix.testing.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rules of the example, as rendered, in a real Prometheus: they fire when backups stop and when
 * a repository cannot be reached, for this repository alone, when PostgreSQL archives into nothing,
 * and no longer when all is well again.
 *
 * <p>Real are the cluster, the repositories on a file system and on an object store behind TLS, the
 * rendered units that make backups and collect metrics, the node_exporter that serves the file, and
 * what Prometheus says of its alerts. Moved is the clock, for the rules speak of hours: to the
 * collector, pgBackRest dates the first backups back; and Prometheus, which goes on from its record
 * of since when an alert is pending when it is started again, finds an earlier time there.
 * PostgreSQL seems to have finished its WAL earlier.
 */
@Timeout(600)
final class AlertsFireIT {
  /** For how long a rule must hold, and a minute. */
  private static final Duration LONG_ENOUGH = Duration.ofMinutes(31);

  /** More than what is allowed for full backups, less than for incremental ones in r2. */
  private static final Duration DAY_AND_A_BIT = Duration.ofHours(25).plusMinutes(10);

  @Test
  void fireAndResolve(@TempDir Path scratch) throws IOException {
    Stream.of("prometheus", "promtool", "prometheus-node-exporter", "jq")
        .forEach(RequiredTool::find);
    Path rendered = Files.createDirectory(scratch.resolve("rendered"));
    try (S3Server s3 = S3Server.withBucket(Forge.BUCKET);
        Machine machine = IsolatedRoot.over(DebianRoot.TRIXIE)) {
      Forge forge = Forge.install(machine, DebianRoot.TRIXIE, s3, rendered);
      try (PostgresCluster cluster = forge.createCluster(DebianRoot.TRIXIE)) {
        backUp(forge, "pgbackrest-credentials", "postgresql", "pgbackrest-stanza-create");
        backUp(forge, "pgbackrest-full-backup", "pgbackrest-metrics");
        Path textfiles = machine.path("/var/lib/node_exporter/textfile_collector");
        try (NodeExporter exporter = NodeExporter.reading(textfiles, scratch);
            Prometheus prometheus =
                Prometheus.scraping(exporter.metrics(), rendered.resolve("alerts.yaml"), scratch)) {
          var watch = new Watch(forge, new Ledger(cluster), prometheus);
          watch.loadsAllRules();
          watch.backupsStop();
          watch.backupsGoOn();
          s3.goDown();
          forge.leadToTheTestServer(s3, 1);
          watch.oneRepositoryIsLost();
          s3.comeBack();
          forge.leadToTheTestServer(s3, Forge.USUAL_PATIENCE);
          watch.theRepositoryIsBack();
          watch.archivingDoesNothing(cluster);
          watch.archivingIsMended();
        }
      }
    }
  }

  private static void backUp(Forge forge, String... services) {
    for (String service : services) {
      forge.systemd().start(service + ".service").succeeded();
    }
  }

  /** What Prometheus says, one step after the other. */
  private record Watch(Forge forge, Ledger ledger, Prometheus prometheus) {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern ALERT = Pattern.compile("- alert: \"(\\w+)\"");

    // No trial restore was run yet.
    private static final List<String> ALWAYS =
        List.of("PostgreSQLRestoreDrillNever repo1", "PostgreSQLRestoreDrillNever repo2");

    void loadsAllRules() throws IOException {
      Await.until("prometheus is ready", SOON, prometheus::isReady);
      await("pending", beside());

      List<String> loaded =
          prometheus.rules().stream()
              .map(rule -> rule.get("name") + " " + rule.get("health"))
              .toList();
      assertThat(loaded)
          .isEqualTo(
              ALERT
                  .matcher(forge.rendered().file("alerts.yaml"))
                  .results()
                  .map(rule -> rule.group(1) + " ok")
                  .toList());
    }

    void backupsStop() throws IOException {
      dateBackBackups();
      backUp(forge, "pgbackrest-metrics");
      Set<String> stale =
          beside(
              "PostgreSQLBackupStale repo1",
              "PostgreSQLBackupStale repo2",
              "PostgreSQLDifferentialBackupStale repo1",
              "PostgreSQLDifferentialBackupStale repo2",
              "PostgreSQLIncrementalBackupStale repo1");
      await("pending", stale);
      prometheus.putBackWhatIsPending(LONG_ENOUGH);
      await("firing", stale);
    }

    /** What is there now was made a day ago; what comes is not touched. */
    private void dateBackBackups() {
      forge
          .machine()
          .write(
              "/usr/local/bin/pgbackrest-of-yesterday",
              """
              #!/bin/sh
              case "$*" in
                *--output=json*' info') pgbackrest "$@" | jq '.[].backup[] |= if .timestamp.stop <= %d
                  then .timestamp |= map_values(. - %d) else . end' ;;
                *) exec pgbackrest "$@" ;;
              esac
              """
                  .formatted(System.currentTimeMillis() / 1000, DAY_AND_A_BIT.toSeconds()));
      forge
          .machine()
          .run(
              "sh",
              "-ec",
              """
              chmod 0755 /usr/local/bin/pgbackrest-of-yesterday
              ln -sfn /usr/local/bin/pgbackrest-of-yesterday /nix/store/*/bin/pgbackrest
              """)
          .succeeded();
    }

    void backupsGoOn() {
      backUp(forge, "pgbackrest-full-backup-nas", "pgbackrest-metrics");
      await(
          "firing",
          beside(
              "PostgreSQLBackupStale repo2",
              "PostgreSQLDifferentialBackupStale repo1",
              "PostgreSQLDifferentialBackupStale repo2",
              "PostgreSQLIncrementalBackupStale repo1"));
      backUp(forge, "pgbackrest-full-backup-r2", "pgbackrest-diff-backup");
      backUp(forge, "pgbackrest-incr-backup", "pgbackrest-metrics");
      ledger.awaitArchive();
      await("firing", beside());
      await("pending", Set.of());
    }

    void oneRepositoryIsLost() throws IOException {
      backUp(forge, "pgbackrest-metrics");
      String[] lost = {
        "PostgreSQLBackupCollectionFailing repo2",
        "PostgreSQLBackupRepositoryUnhealthy repo2",
        "PostgreSQLBackupStanzaUnhealthy"
      };
      await("pending", Set.of(lost));
      prometheus.putBackWhatIsPending(LONG_ENOUGH);
      await("firing", beside(lost));

      // By hand, for its WAL waits for the lost repository, too, and the unit would wait for it.
      String[] incr = {"--stanza=main", "--repo=1", "--type=incr", "--no-archive-check", "backup"};
      forge.pgBackRest().run(incr).succeeded();
      backUp(forge, "pgbackrest-metrics");
      var nas =
          new BackupInfo(forge.pgBackRest().run("--repo=1", "--output=json", "info").succeeded());
      long newest = BackupInfo.stop(nas.backups().get(nas.backups().size() - 1));
      Await.until("repo1 is as fresh as ever", SOON, () -> lastIncremental() == newest);
    }

    private long lastIncremental() {
      Map<?, ?> series =
          prometheus.query("pgbackrest_last_incr_backup_timestamp{repo=\"repo1\"}").get(0);
      return Long.parseLong("" + ((List<?>) Objects.requireNonNull(series.get("value"))).get(1));
    }

    void theRepositoryIsBack() {
      ledger.archive();
      ledger.awaitArchive();
      backUp(forge, "pgbackrest-metrics");
      await("firing", beside());
      await("pending", Set.of());
    }

    void archivingDoesNothing(PostgresCluster cluster) throws IOException {
      cluster.query("alter system set archive_command = '/bin/true'");
      cluster.query("select pg_reload_conf()");
      Await.until(
          "the command is in force",
          SOON,
          () -> cluster.query("show archive_command").equals("/bin/true"));
      ledger.archive();
      ledger.archive();
      ledger.awaitArchive();
      assertThat(
              cluster.query(
                  "select failed_count from pg_stat_archiver where last_failed_time"
                      + " > last_archived_time"))
          .as("PostgreSQL has nothing to say against it")
          .isEmpty();
      String touch = "touch --date='6 minutes ago' \"$1\"/pg_wal/archive_status/*.done";
      forge.machine().run("sh", "-ec", touch, "sh", cluster.dataFolder()).succeeded();

      backUp(forge, "pgbackrest-metrics");
      String[] lost = {
        "PostgreSQLArchiveCommandChanged",
        "PostgreSQLRpoExceeded repo1",
        "PostgreSQLRpoExceeded repo2",
        "PostgreSQLWalNotInRepository repo1",
        "PostgreSQLWalNotInRepository repo2"
      };
      await("pending", Set.of(lost));
      assertThat(prometheus.query("pgbackrest_wal_archived_behind_segments == 2")).hasSize(2);
      assertThat(prometheus.query("pgbackrest_wal_ready_files == 0")).hasSize(1);
      prometheus.putBackWhatIsPending(LONG_ENOUGH);
      await("firing", beside(lost));
      aCheckpointHidesNothing(cluster);
    }

    /** It removes the segments, and with them their status files. */
    private void aCheckpointHidesNothing(PostgresCluster cluster) {
      cluster.query("checkpoint");
      String done = "select count(*) from pg_ls_archive_statusdir() where name ~ '^.{24}[.]done$'";
      assertThat(cluster.query(done)).isEqualTo("0");
      backUp(forge, "pgbackrest-metrics");
      assertThat(collected("pgbackrest_wal_archived_behind_segments")).containsExactly(2.0, 2.0);
      assertThat(collected("pgbackrest_wal_unarchived_seconds"))
          .hasSize(2)
          .allSatisfy(seconds -> assertThat(seconds).isGreaterThan(300));
    }

    private List<Double> collected(String metric) {
      return forge
          .machine()
          .read("/var/lib/node_exporter/textfile_collector/pgbackrest.prom")
          .lines()
          .filter(line -> line.startsWith(metric + "{"))
          .map(line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
          .toList();
    }

    void archivingIsMended() throws IOException {
      List<String> blocks = forge.runbook().commandsBelow("### PostgreSQL archives elsewhere");
      assertThat(blocks).hasSize(2);
      assertThat(forge.systemd().type(blocks.get(0)).succeeded())
          .contains("/bin/true", "postgresql.auto.conf");
      forge.systemd().type(blocks.get(1)).succeeded();
      backUp(forge, "pgbackrest-metrics");
      await("firing", beside());
      await("pending", Set.of());
    }

    private static NavigableSet<String> beside(String... alerts) {
      NavigableSet<String> all = new TreeSet<>(ALWAYS);
      all.addAll(List.of(alerts));
      return all;
    }

    /** Without the alerts about the file systems of the machine that the test runs on. */
    private Set<String> seen(String state) {
      return prometheus.alerts(state).stream()
          .filter(alert -> !alert.startsWith("PostgreSQLBackupSpace"))
          .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Waits until exactly these alerts are in the state. */
    private void await(String state, Set<String> expected) {
      try {
        Await.until(state + " is what it should be", SOON, () -> seen(state).equals(expected));
      } catch (AssertionError late) {
        assertThat(seen(state)).as(late.getMessage()).isEqualTo(expected);
      }
    }
  }
}
