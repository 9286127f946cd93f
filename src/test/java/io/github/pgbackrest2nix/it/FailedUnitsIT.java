package io.github.pgbackrest2nix.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Await;
import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.NodeExporter;
import io.github.pgbackrest2nix.testing.Prometheus;
import io.github.pgbackrest2nix.testing.RequiredTool;
import io.github.pgbackrest2nix.testing.S3Server;
import io.github.pgbackrest2nix.testing.SystemdBox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Services that failed on a booted host, as they leave it behind, a real node_exporter tells of it
 * and a real Prometheus alerts on it, by the rules as rendered. As in {@link AlertsFireIT},
 * Prometheus finds in its own record that what is pending has been so for longer.
 */
final class FailedUnitsIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration LONG_ENOUGH = Duration.ofMinutes(31);
  private static final String INCR = "pgbackrest-incr-backup.service";
  private static final String CHECK = "pgbackrest-check.service";
  private static final String CREDENTIALS = "pgbackrest-credentials.service";
  private static final String METRICS = "pgbackrest-metrics.service";

  private static final String RESULTS = "/var/lib/pgbackrest-jobs";
  private static final String TEXTFILES = "/var/lib/node_exporter/textfile_collector";
  private static final String DUE_NEXT = "pgbackrest_backup_next_due_timestamp_seconds > time()";

  private static final Set<String> ALERTS =
      Set.of(
          "PostgreSQLBackupUnitFailed repo1",
          "PostgreSQLBackupCheckFailed",
          "PostgreSQLBackupCredentialsFailed");

  @TempDir Path scratch = Path.of("");

  @ParameterizedTest
  @EnumSource(names = {"TRIXIE", "SID"})
  void areToldOfUntilTheySucceed(DebianRoot root) throws IOException {
    Stream.of("prometheus", "promtool", "prometheus-node-exporter").forEach(RequiredTool::find);
    try (BootedHost host = BootedHost.prepare(root, scratch)) {
      SystemdBox box = host.box();
      host.enterMultiUser();
      host.unmountNas();
      for (String unit : List.of(CHECK, INCR)) {
        assertThat(box.start(unit).status()).as(unit).isNotZero();
      }
      box.start(METRICS).succeeded();
      try (NodeExporter exporter = NodeExporter.reading(box.path(TEXTFILES), scratch);
          Prometheus prometheus =
              Prometheus.scraping(
                  exporter.metrics(), scratch.resolve("module/alerts.yaml"), scratch)) {
        Await.until("prometheus is ready", SOON, prometheus::isReady);
        await(prometheus, "pending", ALERTS);
        prometheus.putBackWhatIsPending(LONG_ENOUGH);
        await(prometheus, "firing", ALERTS);

        host.putSecret(S3Server.KEY);
        host.mountNas();
        box.run("systemctl", "restart", CREDENTIALS).succeeded();
        List.of(INCR, CHECK).forEach(unit -> box.start(unit).succeeded());
        Await.until(
            "all have left behind that they succeeded",
            SOON,
            () -> results(box).keySet().equals(succeeded(CHECK, CREDENTIALS, INCR)));
        // The first may only wait for a collection that began before.
        List.of(METRICS, METRICS).forEach(unit -> box.start(unit).succeeded());

        await(prometheus, "firing", Set.of());
        await(prometheus, "pending", Set.of());
        assertThat(prometheus.query(DUE_NEXT)).hasSize(6);
      }
      countsNothingThatWasLeftOut(host);
      failsNothingThatCannotBeCounted(box);
    }
  }

  private static void countsNothingThatWasLeftOut(BootedHost host) {
    SystemdBox box = host.box();
    box.run("systemctl", "stop", "postgresql.service").succeeded();
    Map<String, String> before = results(box);

    box.start(INCR).succeeded();
    assertThat(box.property(INCR, "Result")).isEqualTo("exec-condition");
    assertThat(results(box)).isEqualTo(before);
  }

  private static void failsNothingThatCannotBeCounted(SystemdBox box) {
    box.run("mv", RESULTS, RESULTS + ".gone").succeeded();

    box.run("systemctl", "restart", CREDENTIALS).succeeded();

    assertThat(box.property(CREDENTIALS, "ActiveState")).isEqualTo("active");
    assertThat(box.journal(CREDENTIALS))
        .contains("cannot touch '" + RESULTS + "/" + CREDENTIALS + ".succeeded'");
  }

  private static Set<String> succeeded(String... units) {
    return Stream.of(units).map(unit -> unit + ".succeeded").collect(Collectors.toSet());
  }

  /** Returns the times of what services have left behind, by file. */
  private static Map<String, String> results(SystemdBox box) {
    return box.run("sh", "-c", "cd " + RESULTS + " && stat -c '%n %y' *")
        .succeeded()
        .lines()
        .collect(Collectors.toMap(line -> line.substring(0, line.indexOf(' ')), line -> line));
  }

  private static void await(Prometheus prometheus, String state, Set<String> expected) {
    try {
      Await.until(state + " alerts", SOON, () -> aboutUnits(prometheus, state).equals(expected));
    } catch (AssertionError late) {
      assertThat(aboutUnits(prometheus, state)).as(late.getMessage()).isEqualTo(expected);
    }
  }

  private static NavigableSet<String> aboutUnits(Prometheus prometheus, String state) {
    NavigableSet<String> alerts = new TreeSet<>(prometheus.alerts(state));
    alerts.removeIf(alert -> !alert.matches(".*(Unit|Check|Credentials)Failed.*"));
    return alerts;
  }
}
