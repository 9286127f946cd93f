package io.github.pgbackrest2nix.it;

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

/** Restore drills beside backups that have theirs expire, and with tablespaces. */
abstract class BootedDrillTroubleIT {
  static final class TrixieIT extends BootedDrillTroubleIT {
    TrixieIT() {
      super(DebianRoot.TRIXIE);
    }
  }

  static final class SidIT extends BootedDrillTroubleIT {
    SidIT() {
      super(DebianRoot.SID);
    }
  }

  private static final String DRILL = "pgbackrest-restore-drill-nas.service";
  private static final String FULL = "pgbackrest-full-backup-nas.service";
  private static final String REPOSITORY = "/srv/nas/pgbackrest";

  private final DebianRoot root;

  BootedDrillTroubleIT(DebianRoot root) {
    this.root = root;
  }

  @Test
  void triesAgainWithTheNewestAndHarmsNoTablespace(@TempDir Path scratch) throws IOException {
    try (BootedHost host = BootedHost.prepare(root, scratch, BootedDrillTroubleIT::keepingOne)) {
      var life = new Life(host, new PersonAtHost(host, host.box()), host.box());
      life.begin();
      life.expireDuring("backup/main/LABEL/pg_data/base");
      life.expireDuring("archive/main");
      life.createATablespaceAfterTheBackup();
      life.restoreATablespaceOfTheBackup();
      life.readAClusterThatNeedsMuch();
    }
  }

  private static String keepingOne(String text) {
    return text.replace("retention: { full: 7, diff: 4 }", "retention: { full: 1 }")
        // A file that is gone does not come back.
        .replace("process-max: 2\n", "process-max: 2\n  job-retry: 0\n")
        .replaceAll("(?m)^    objectives: .*\n", "");
  }

  /** What happens to a host, one step after the other. */
  private record Life(BootedHost host, PersonAtHost at, SystemdBox box) {
    void begin() {
      host.bootWithoutPauses();
      host.query("create table t as select 1 as i");
      box.start(FULL).succeeded();
    }

    /** The drill waits for a file while the backup that it restores expires. */
    void expireDuring(String folder) {
      host.query("insert into t values (2)");
      assertThat(host.archivesAll()).isTrue();
      String label = at.label(0);
      String file =
          box.run(
                  "sh",
                  "-c",
                  "find $0 -type f -name '*.lz4' | sort | tail -n 1",
                  REPOSITORY + "/" + folder.replace("LABEL", label))
              .succeeded()
              .strip();
      box.run("sh", "-ec", "rm $0; mkfifo --mode=0666 $0", file).succeeded();
      box.run(
              "systemd-run",
              "--unit=holder",
              "--property=Type=exec",
              "sh",
              "-c",
              "exec 3<>$0; exec /usr/bin/sleep infinity",
              file)
          .succeeded();
      box.run("systemctl", "start", "--no-block", DRILL).succeeded();
      Await.until("it reads the file", SOON, () -> readers(file) > 1);

      box.start(FULL).succeeded();

      String next = at.label(0);
      assertThat(next).isNotEqualTo(label);
      assertThat(host.backups(1)).isEqualTo(1);
      box.run("systemctl", "stop", "holder.service").succeeded();
      awaitEnd();
      assertThat(box.property(DRILL, "Result")).as(box.journal(DRILL)).isEqualTo("success");
      assertThat(box.journal(DRILL))
          .containsSubsequence(
              "restoring " + label + " from repo1, and WAL up to 0000",
              label + " has expired while it was being restored, so this proves nothing\n",
              "try 2 of 3, with what the repository has now\n",
              "restoring " + next + " from repo1, and WAL up to 0000",
              "read 2 databases; ");
    }

    void createATablespaceAfterTheBackup() {
      box.run("install", "-d", "-o", "postgres", "/srv/fast").succeeded();
      box.write(
          "/etc/systemd/system/postgresql.service.d/fast.conf",
          "[Service]\nReadWritePaths=/srv/fast\n");
      box.run("systemctl", "daemon-reload").succeeded();
      box.run("systemctl", "restart", "postgresql.service").succeeded();
      host.query("create tablespace fast location '/srv/fast'");
      host.query("create table f tablespace fast as select 3 as i");
      assertThat(host.archivesAll()).isTrue();
      String before = tablespace();

      assertThat(box.start(DRILL).status()).isEqualTo(1);

      assertThat(box.journal(DRILL)).contains("PostgreSQL did not get through recovery");
      assertThat(tablespace()).isEqualTo(before).contains("/srv/fast/PG_");
      assertThat(host.query("select i from f")).isEqualTo("3");
    }

    void restoreATablespaceOfTheBackup() {
      box.start(FULL).succeeded();
      String before = tablespace();

      assertThat(box.start(DRILL).status()).as(box.journal(DRILL)).isZero();

      assertThat(tablespace()).isEqualTo(before);
    }

    /** What a PostgreSQL with its defaults could not recover, or not dump. */
    void readAClusterThatNeedsMuch() {
      host.query("alter system set max_connections = 500");
      host.query("alter system set max_prepared_transactions = 20");
      box.run("systemctl", "restart", "postgresql.service").succeeded();
      host.query("create database invalid");
      host.query("create database closed");
      host.query("update pg_database set datconnlimit = -2 where datname = 'invalid'");
      host.query("alter database closed allow_connections false");
      for (int from = 0; from < 12_000; from += 2_000) {
        host.query(
            "do $$ begin for i in %d..%d loop execute format('create table t%%s (i int)', i);"
                    .formatted(from, from + 1_999)
                + " end loop; end $$");
      }
      host.query("create table held (i int)");
      box.runAs(
              "postgres",
              List.of(
                  "psql",
                  "-qAtX",
                  "-c",
                  "begin",
                  "-c",
                  "insert into held values (1)",
                  "-c",
                  "prepare transaction 'p'"))
          .succeeded();
      assertThat(host.archivesAll()).isTrue();

      assertThat(box.start(DRILL).status()).as(box.journal(DRILL)).isZero();

      assertThat(box.journal(DRILL))
          .contains(
              "nobody can connect: invalid; DROP DATABASE it again",
              "left out, because it takes no connections: closed",
              "read 2 databases; ");
    }

    private String tablespace() {
      host.query("checkpoint");
      return box.run("find", "/srv/fast", "-type", "f", "-printf", "%p %s %T@\n").succeeded();
    }

    private long readers(String file) {
      String name = Path.of(file).getFileName().toString();
      return box.run("find", "/proc", "-path", "/proc/[0-9]*/fd/*", "-lname", "*/" + name)
          .output()
          .lines()
          .filter(line -> !line.contains("/task/"))
          .count();
    }

    private void awaitEnd() {
      Await.until(
          DRILL + " has ended",
          SOON.multipliedBy(3),
          () -> List.of("inactive", "failed").contains(box.property(DRILL, "ActiveState")));
    }
  }
}
