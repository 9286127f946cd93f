package io.github.pgbackrest2nix.it;

import static io.github.pgbackrest2nix.it.BootedHost.NAS;
import static io.github.pgbackrest2nix.it.BootedHost.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Await;
import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.SystemdBox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The file system of a repository is full, and then that of {@code pg_wal}: metrics tell before,
 * and the commands of the runbook make room.
 */
class BootedFullIT {
  private static final String SECTION = "A file system is full";
  private static final String FULL = "pgbackrest-full-backup-nas.service";
  private static final String TEXTFILE =
      "/var/lib/node_exporter/textfile_collector/pgbackrest.prom";

  @Test
  void theRunbookMakesRoom(@TempDir Path scratch) throws IOException {
    try (BootedHost host = BootedHost.prepare(DebianRoot.TRIXIE, scratch)) {
      smallFileSystems(host);
      new PersonAtHost(host, host.box()).bringPrograms();
      host.bootWithoutPauses();
      host.query("create table ledger (id int primary key)");
      for (int i = 0; i < 4; i++) {
        host.box().start(FULL).succeeded();
      }
      assertThat(host.backups(1)).isEqualTo(4);

      fill(host);

      assertThat(share(host, "repo1")).isLessThan(0.02);
      assertThat(value(host, "size", "wal")).isEqualTo(160 << 20);

      stopForLackOfRoom(host);
      TypedRunbook runbook = TypedRunbook.of(host);
      mendRepository(host, runbook);
      mendWal(host, runbook);
    }
  }

  /** Of the NAS, and of the cluster's WAL. */
  private static void smallFileSystems(BootedHost host) {
    SystemdBox box = host.box();
    host.unmountNas();
    box.run("mount", "-t", "tmpfs", "-o", "size=64m,mode=0755", "small", NAS).succeeded();
    String wal = host.dataDir() + "/pg_wal";
    String small =
        "cp -a $1 /run/wal; mount -t tmpfs -o size=160m,mode=0700 small $1; "
            + "cp -a /run/wal/. $1; chown postgres:postgres $1; rm -r /run/wal";
    box.run("bash", "-ec", small, "bash", wal).succeeded();
    box.run("systemd-tmpfiles", "--create").succeeded();
  }

  private static void fill(BootedHost host) {
    SystemdBox box = host.box();
    box.runAs("postgres", List.of("dd", "if=/dev/zero", "of=" + NAS + "/pgbackrest/x", "bs=64k"));
    assertThat(box.start(FULL).status()).isEqualTo(1);
    box.start("pgbackrest-metrics.service").succeeded();
  }

  private static double share(BootedHost host, String place) {
    return value(host, "available", place) / value(host, "size", place);
  }

  private static double value(BootedHost host, String what, String place) {
    String series =
        "pgbackrest_space_%s_bytes{hostname=\"forge\",place=\"%s\",stanza=\"main\"} "
            .formatted(what, place);
    return host.box()
        .read(TEXTFILE)
        .lines()
        .filter(line -> line.startsWith(series))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
        .findFirst()
        .orElseThrow();
  }

  /** WAL that goes nowhere fills its own file system, and PostgreSQL stops. */
  private static void stopForLackOfRoom(BootedHost host) {
    String rows = "insert into ledger select i from generate_series(%d, %d) i";
    for (int i = 0; i < 12; i++) {
      host.box()
          .runAs(
              "postgres",
              List.of(
                  "psql",
                  "-qAtXc",
                  rows.formatted(i * 1000, i * 1000 + 999),
                  "-c",
                  "select pg_switch_wal()"));
    }
    Await.until(
        "PostgreSQL has stopped",
        SOON,
        () -> host.box().property("postgresql.service", "ActiveState").equals("failed"));
    assertThat(host.box().journal("postgresql.service")).contains("No space left on device");
  }

  /** While PostgreSQL is stopped. */
  private static void mendRepository(BootedHost host, TypedRunbook runbook) {
    assertThat(runbook.type(SECTION, 0, text -> text)).contains(NAS, "100%");
    String expires = "repo1: expire full backup";
    assertThat(runbook.type(SECTION, 1, text -> text)).contains("[DRY-RUN] " + expires);
    assertThat(host.backups(1)).isEqualTo(4);
    assertThat(runbook.type(SECTION, 1, text -> text.replace("DRY=--dry-run", "DRY=")))
        .contains(expires);
    assertThat(host.backups(1)).isEqualTo(2);
  }

  private static void mendWal(BootedHost host, TypedRunbook runbook) {
    SystemdBox box = host.box();
    String wal = host.dataDir() + "/pg_wal";
    box.run("mount", "-o", "remount,size=200m", wal).succeeded();
    assertThat(runbook.type(SECTION, 2, text -> text)).contains("CHECKPOINT");

    Await.until("all WAL is sent", SOON, () -> ready(box, wal).isEmpty());
    // Its segments are free for what comes next, which would not have fit beside them.
    for (int i = 0; i < 12; i++) {
      assertThat(host.archivesAll()).isTrue();
      host.query("checkpoint");
    }
    assertThat(host.query("select count(*) > 0, max(id) % 1000 from ledger")).isEqualTo("t|999");
    box.start(FULL).succeeded();
    assertThat(host.backups(1)).isEqualTo(3);
  }

  private static String ready(SystemdBox box, String wal) {
    return box.run("find", wal + "/archive_status", "-name", "*.ready").succeeded();
  }
}
