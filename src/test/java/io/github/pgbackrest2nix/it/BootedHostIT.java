package io.github.pgbackrest2nix.it;

import static io.github.pgbackrest2nix.it.BootedHost.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Await;
import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.S3Server;
import io.github.pgbackrest2nix.testing.SystemdBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The rendered units on a real systemd, PostgreSQL and object store. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BootedHostIT {
  static final class TrixieIT extends BootedHostIT {
    TrixieIT(@TempDir Path scratch) throws IOException {
      super(DebianRoot.TRIXIE, scratch);
    }
  }

  static final class SidIT extends BootedHostIT {
    SidIT(@TempDir Path scratch) throws IOException {
      super(DebianRoot.SID, scratch);
    }
  }

  private static final String FULL = "pgbackrest-full-backup.service";
  private static final String FULL_NAS = "pgbackrest-full-backup-nas.service";
  private static final String FULL_R2 = "pgbackrest-full-backup-r2.service";
  private static final String INCR = "pgbackrest-incr-backup.service";
  private static final String OFFSITE = "pgbackrest-offsite-incr-backup.service";
  private static final String CREDENTIALS = "pgbackrest-credentials.service";
  private static final String METRICS = "/var/lib/node_exporter/textfile_collector/pgbackrest.prom";

  private final BootedHost host;
  private final SystemdBox box;

  BootedHostIT(DebianRoot root, Path scratch) throws IOException {
    // A run that is made up for has its delay, too.
    host =
        BootedHost.prepare(
            root,
            scratch,
            text -> text.replace("hourly, randomizedDelay: 5m", "hourly, randomizedDelay: 1s"));
    box = host.box();
  }

  @BeforeAll
  void boot() {
    host.putSecret(S3Server.KEY);
    host.enterMultiUser();
  }

  @AfterAll
  void shutDown() {
    host.close();
  }

  @BeforeEach
  void nothingHasFailed() {
    box.run("systemctl", "reset-failed").succeeded();
    host.alarms();
  }

  @AfterEach
  void leavesNothingRunning() throws IOException {
    Files.deleteIfExists(box.path("/run/try-now"));
  }

  @Test
  void archivesFromTheFirstStartOfPostgresql() {
    assertThat(entered(CREDENTIALS)).isPositive().isLessThan(entered("postgresql.service"));
    assertThat(box.property("pgbackrest-stanza-create.service", "Result")).isEqualTo("success");
    assertThat(host.archivesAll()).isTrue();
    assertThat(host.pgBackRest("check").succeeded()).isNotNull();
  }

  @Test
  void backsUpToBothRepositoriesAndCollectsMetrics() throws IOException {
    long nas = host.backups(1);
    long r2 = host.backups(2);

    assertThat(box.start(FULL).status()).as(box.journal(FULL_NAS)).isZero();

    assertThat(box.property(FULL, "Result")).isEqualTo("success");
    assertThat(List.of(host.backups(1), host.backups(2))).containsExactly(nas + 1, r2 + 1);
    Await.until("metrics are collected", SOON, () -> Files.exists(box.path(METRICS)));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(box.path(METRICS))))
        .isEqualTo("rw-r--r--");
    assertThat(box.property("pgbackrest-metrics.service", "Result")).isEqualTo("success");
    assertThat(box.read(METRICS).lines())
        .contains(
            "pgbackrest_collection_success{hostname=\"forge\",repo=\"repo1\",stanza=\"main\"} 1.0",
            "pgbackrest_collection_success{hostname=\"forge\",repo=\"repo2\",stanza=\"main\"} 1.0");
  }

  @Test
  void makesUpForAMissedRun() {
    long before = host.backups(1);
    String timer = INCR.replace(".service", ".timer");
    box.run("systemctl", "stop", timer).succeeded();
    box.run("touch", "-d", "3 days ago", "/var/lib/systemd/timers/stamp-" + timer).succeeded();

    box.run("systemctl", "start", timer).succeeded();

    Await.until("the run has made its backup", SOON, () -> host.backups(1) > before);
    host.awaitEnd(INCR);
    assertThat(box.property(INCR, "Result")).isEqualTo("success");
  }

  @Test
  void failsOnTheRepositoryWhoseMountIsGone() {
    long r2 = host.backups(2);
    host.unmountNas();
    try {
      assertThat(box.start(FULL).status()).isEqualTo(1);
    } finally {
      host.mountNas();
    }

    assertThat(box.property(FULL_NAS, "ActiveState")).isEqualTo("failed");
    assertThat(box.property(FULL_R2, "Result")).isEqualTo("success");
    assertThat(host.backups(2)).isEqualTo(r2 + 1);
    assertThat(box.property(FULL, "ActiveState")).isEqualTo("failed");
    assertThat(box.path("/mnt/nas-backup/pgbackrest/backup")).exists();
    Await.until(
        "the alarms have gone off", SOON, () -> box.read("/run/alarms").lines().count() == 2);
    assertThat(host.alarms()).containsExactly(FULL_NAS, FULL);
  }

  @Test
  void leavesRunsOutQuietlyWhilePostgresqlIsStopped() {
    box.run("systemctl", "stop", "postgresql.service").succeeded();
    try {
      box.start(FULL).succeeded();
      box.start(INCR).succeeded();

      assertThat(box.property(INCR, "Result")).isEqualTo("exec-condition");
      assertThat(box.property("postgresql.service", "ActiveState")).isEqualTo("inactive");
      assertThat(box.run("systemctl", "--failed", "--plain", "--no-legend").output()).isEmpty();
      assertThat(host.alarms()).isEmpty();
    } finally {
      box.start("postgresql.target").succeeded();
    }
  }

  @Test
  void triesAgainWhatFailed() throws IOException {
    long before = host.backups(2);
    host.putSecret("UNKNOWN");
    box.run("systemctl", "restart", CREDENTIALS).succeeded();
    startWithoutWaiting(FULL);
    Await.until(
        "the second try is announced",
        SOON,
        () -> box.journal(FULL_R2).contains("try 2 of 3 in 120 seconds"));
    host.putSecret(S3Server.KEY);
    box.run("systemctl", "restart", CREDENTIALS).succeeded();
    Files.createFile(box.path("/run/try-now"));
    host.awaitEnd(FULL);

    assertThat(box.property(FULL, "Result")).isEqualTo("success");
    assertThat(host.backups(2)).isEqualTo(before + 1);
    assertThat(host.alarms()).isEmpty();
  }

  @Test
  void waitsForTheLockOrLeavesTheRunOut() {
    long nas = host.backups(1);
    long r2 = host.backups(2);
    holdLock();
    startWithoutWaiting(INCR);
    Await.until("the run waits", SOON, () -> processes(INCR).contains("flock"));

    box.start(OFFSITE).succeeded();

    assertThat(box.property(OFFSITE, "Result")).isEqualTo("success");
    assertThat(host.backups(2)).isEqualTo(r2);
    assertThat(host.backups(1)).isEqualTo(nas);
    releaseLock();
    host.awaitEnd(INCR);
    assertThat(box.property(INCR, "Result")).isEqualTo("success");
    assertThat(host.backups(1)).isEqualTo(nas + 1);
    assertThat(host.alarms()).isEmpty();
  }

  @Test
  void runsTwoJobsOneAfterTheOther() {
    long before = host.backups(1);
    startWithoutWaiting(FULL_NAS);
    startWithoutWaiting(INCR);
    host.awaitEnd(FULL_NAS);
    host.awaitEnd(INCR);

    assertThat(box.property(FULL_NAS, "Result")).isEqualTo("success");
    assertThat(box.property(INCR, "Result")).isEqualTo("success");
    assertThat(host.backups(1)).isEqualTo(before + 2);
  }

  @Test
  void stopsTheRunWithTheJob() {
    holdLock();
    startWithoutWaiting(FULL);
    Await.until("the run waits", SOON, () -> processes(FULL_NAS).contains("flock"));

    box.run("systemctl", "stop", FULL).succeeded();

    // It still writes down how it went.
    host.awaitEnd(FULL_NAS);
    assertThat(processes(FULL_NAS)).isEmpty();
    assertThat(box.property(FULL_R2, "ActiveState")).isEqualTo("inactive");
    releaseLock();
  }

  private void holdLock() {
    box.run(
            "systemd-run",
            "--unit=holder",
            "--collect",
            "--quiet",
            "flock",
            "/run/pgbackrest/main.jobs",
            "sleep",
            "infinity")
        .succeeded();
    Await.until("the lock is held", SOON, () -> processes("holder.service").contains("sleep"));
  }

  private void releaseLock() {
    box.run("systemctl", "stop", "holder.service").succeeded();
  }

  private void startWithoutWaiting(String unit) {
    box.run("systemctl", "start", "--no-block", unit).succeeded();
  }

  private String processes(String unit) {
    return box.run("systemctl", "status", "--no-pager", "--lines=0", unit)
        .output()
        .lines()
        .filter(line -> line.contains("─"))
        .collect(Collectors.joining("\n"));
  }

  private long entered(String unit) {
    return Long.parseLong(box.property(unit, "ActiveEnterTimestampMonotonic"));
  }
}
