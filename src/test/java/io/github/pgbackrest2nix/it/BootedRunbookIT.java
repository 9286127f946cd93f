package io.github.pgbackrest2nix.it;

import static io.github.pgbackrest2nix.it.BootedHost.NAS;
import static io.github.pgbackrest2nix.it.BootedHost.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Await;
import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.S3Server;
import io.github.pgbackrest2nix.testing.SystemdBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that the rendered runbook tells people to type, typed on a booted host in the
 * situation that it is for; what is left is for ZFS, which no test machine has.
 */
abstract class BootedRunbookIT {
  static final class TrixieIT extends BootedRunbookIT {
    TrixieIT() {
      super(DebianRoot.TRIXIE);
    }
  }

  static final class SidIT extends BootedRunbookIT {
    SidIT() {
      super(DebianRoot.SID);
    }
  }

  private final DebianRoot root;

  BootedRunbookIT(DebianRoot root) {
    this.root = root;
  }

  @Test
  void everyCommandDoesWhatItIsFor(@TempDir Path scratch) throws IOException {
    try (BootedHost host = BootedHost.prepare(root, scratch)) {
      var person = new Person(host, TypedRunbook.of(host));
      person.boot();
      person.looksAround();
      person.bringsATableBack();
      person.mendsWhatIsBroken();
      person.restoresEachScenario();
      person.goesBackAfterARestore();
      person.goesBackToASnapshot();
      person.acceptsAnotherCluster();

      assertThat(person.runbook().left())
          .hasSize(2)
          .allMatch(block -> block.strip().matches("(?s)(zfs list|sudo zfs rollback) .*"));
    }
  }

  /** Somebody with the runbook at hand. */
  private record Person(BootedHost host, TypedRunbook runbook) {
    private static final String TIMER = "pgbackrest-full-backup.timer";
    private static final String TEXTFILE = "/var/lib/node_exporter/textfile_collector";

    void boot() {
      new PersonAtHost(host, box()).bringPrograms();
      // What the host itself has: the mount of its NAS, and node_exporter.
      box().write("/etc/fstab", "/srv/nas " + NAS + " none bind 0 0\n");
      box()
          .install(
              Map.of(
                  "prometheus-node-exporter.service",
                  "[Service]\nExecStart=/bin/true --collector.textfile.directory="
                      + TEXTFILE
                      + "\n"));
      host.bootWithoutPauses();
      host.query("create table ledger (id int primary key)");
    }

    void looksAround() {
      runbook.typeBelow("## Backups by hand");
      assertThat(host.backups(1)).isEqualTo(6);
      assertThat(host.backups(2)).isEqualTo(6);
      Await.until("metrics", SOON, () -> Files.exists(box().path(TEXTFILE + "/pgbackrest.prom")));
      assertThat(runbook.typeBelow("## Status"))
          .contains("status: ok", TIMER, "pgbackrest_backup_count{");
      assertThat(runbook.typeBelow("## Restore drills"))
          .contains("\"success\":true", "read 2 databases");
      assertThat(runbook.typeBelow("## Credentials"))
          .contains("active (exited)", "-r-------- root ")
          .doesNotContain(S3Server.SECRET);
      assertThat(runbook.typeBelow("### Metrics do not change"))
          .contains("pgbackrest.prom", "--collector.textfile.directory=" + TEXTFILE);
      assertThat(runbook.typeBelow("### WAL archiving fails")).contains("archived_count");
    }

    void bringsATableBack() {
      String beside = "## One table or one database";
      host.query(
          "create table orders as select i as id, md5(i::text) from generate_series(1, 9) i");
      String rows = host.query("select orders::text from orders order by id");
      assertThat(host.archivesAll()).isTrue();
      String before = host.query("select clock_timestamp()");
      host.query("drop table orders");
      assertThat(runbook.type(beside, 0, text -> text.replace("2026-01-15 14:30:00+00", before)))
          .contains(": complete\n");
      UnaryOperator<String> filled =
          text -> text.replace("=app", "=postgres").replace("100 and 200", "2 and 4");
      runbook.type(beside, 1, filled);
      host.query("delete from orders where id between 2 and 4");
      runbook.type(beside, 2, filled);
      assertThat(host.query("select orders::text from orders order by id")).isEqualTo(rows);
      runbook.type(beside, 3, filled);
      List<String> psql =
          List.of("psql", "-Xqtc", "select count(*) from orders", "postgres_restored");
      assertThat(box().runAs("postgres", psql).succeeded().strip()).isEqualTo("9");
      assertThat(runbook.type(beside, 4, text -> text)).contains("removed: /srv/beside\n");
      host.query("drop database postgres_restored");
      host.query("drop table orders");
    }

    void mendsWhatIsBroken() {
      String errors = "/var/spool/pgbackrest/archive/main/out";
      host.unmountNas();
      host.switchWal();
      Await.until(
          "archiving fails",
          SOON,
          () -> box().run("find", errors, "-name", "*.error").succeeded().contains(".error"));
      String failing = "### `PostgreSQLWalArchiveFailing";
      assertThat(runbook.typeBelow(failing)).contains(".error:");
      runbook.typeBelow("### A backup fails");
      assertThat(box().run("findmnt", "--noheadings", NAS).succeeded()).contains("/srv/nas");
      awaitArchive();
      runbook.alerts().stream()
          .filter(heading -> !heading.equals(failing))
          .forEach(runbook::typeBelow);
    }

    void restoresEachScenario() {
      keep(1);
      String before = host.query("select clock_timestamp()");
      assertThat(runbook.type("Scenario 2", 2, text -> text))
          .matches("\\d{4}-\\d\\d-\\d\\d \\S+\\n");
      keep(2);
      restore("Scenario 2", 1, text -> text.replace("2026-01-15 14:30:00+00", before), 1);
      goOn();

      keep(3);
      restore("Scenario 1", 1, text -> text, 1, 3);
      awaitArchive();

      String label = newest(1);
      keep(4);
      assertThat(runbook.type("Scenario 4", 0, text -> text)).contains(label);
      UnaryOperator<String> labelled = text -> text.replace("20260115-020015F", label);
      restore("Scenario 4", 2, labelled, 1);
      goOn();

      String next = newest(1);
      keep(5);
      restore("Scenario 4", 4, text -> text.replace("20260115-020015F", next), 1, 5);
      awaitArchive();

      keep(6);
      host.unmountNas();
      restore("Scenario 3", 1, text -> text, 1, 5, 6);
      box().run("mount", NAS).succeeded();
      goOn();

      keep(7);
      runbook.typeBelow("### Step 1");
      runbook.typeBelow("### A restore is slow");
      runbook.typeBelow("### Step 3");
      assertThat(rows()).containsExactly("1", "5", "6", "7");
      awaitArchive();
    }

    /** What is written afterwards is on a timeline of its own. */
    void goesBackAfterARestore() {
      restore("Scenario 1", 1, text -> text, 1, 5, 6, 7);
      awaitArchive();
      String kept =
          box()
              .run("sh", "-c", "ls -d " + host.dataDir() + ".old-* | tail -n 1")
              .succeeded()
              .strip();
      runbook.typeBelow("### Step 1");
      runbook.type(
          "The way back", 0, text -> text.replace(host.dataDir() + ".old-20260115-143000", kept));
      runbook.typeBelow("### Step 3");
      assertThat(rows()).containsExactly("1", "5", "6", "7");
      goOn();
    }

    /** A copy stands for the snapshot: what a power cut would leave. */
    void goesBackToASnapshot() {
      String data = host.dataDir();
      runbook.typeBelow("### Step 1");
      box().run("cp", "--archive", data, data + ".snapshot").succeeded();
      runbook.typeBelow("### Step 3");
      runbook.typeBelow("### Step 5");
      keep(8);
      runbook.typeBelow("### Step 1");
      box().run("mv", data, data + ".later").succeeded();
      box().run("mv", data + ".snapshot", data).succeeded();
      runbook.type("## Snapshots", 2, text -> text);
      runbook.typeBelow("### Step 3");
      assertThat(rows()).containsExactly("1", "5", "6", "7");
      // What it compares first is not for a rollback.
      goOn(1);
    }

    void acceptsAnotherCluster() {
      runbook.type("## Upgrade", 0, text -> text);
      runbook.type("## Upgrade", 1, text -> text);
      assertThat(box().property(TIMER, "ActiveState")).isEqualTo("inactive");
      box().run("systemctl", "stop", "postgresql.service").succeeded();
      replaceCluster();
      box().start("postgresql.service").succeeded();
      assertThat(box().run("systemctl", "restart", "pgbackrest-stanza-create.service").status())
          .isEqualTo(1);

      runbook.type("## Upgrade", 2, text -> text);

      runbook.type("## Upgrade", 0, text -> text);
      runbook.typeBelow("### Step 5");
      assertThat(box().property(TIMER, "ActiveState")).isEqualTo("active");
      assertThat(host.archivesAll()).isTrue();
    }

    /**
     * PostgreSQL tries again after a minute only, or when its configuration is read anew; and the
     * push after a recovery may fail first, when the last request of the recovery is in its way.
     */
    private void awaitArchive() {
      Await.until(
          "everything is archived",
          Duration.ofSeconds(90),
          () ->
              host.query(
                      """
                      select pg_reload_conf()
                        and not exists (select from pg_ls_archive_statusdir() where name ~ 'ready$')
                      """)
                  .equals("t"));
    }

    /** By an empty one with the same settings. */
    private void replaceCluster() {
      String data = host.dataDir();
      box().run("mv", data, data + ".before").succeeded();
      host.cluster().create();
      String settings = "/postgresql.auto.conf";
      box().run("cp", "--archive", data + ".before" + settings, data).succeeded();
    }

    /** Step 1, what the command for it would do, step 2, the scenario by hand, and step 3. */
    private void restore(
        String scenario, int byHand, UnaryOperator<String> change, Integer... expected) {
      runbook.typeBelow("### Step 1");
      assertThat(box().property("postgresql.service", "ActiveState")).isEqualTo("inactive");
      UnaryOperator<String> dry = text -> text.replace("-restore", "-restore --dry-run");
      assertThat(runbook.type(scenario, byHand - 1, text -> dry.apply(change.apply(text))))
          .contains("would be done, as root:\n  mv " + host.dataDir())
          .contains("sudo -u postgres pgbackrest --stanza=main ");
      runbook.typeBelow("### Step 2");
      runbook.type(scenario, byHand, change);
      runbook.typeBelow("### Step 3");
      assertThat(rows())
          .as(scenario)
          .containsExactlyElementsOf(List.of(expected).stream().map(String::valueOf).toList());
    }

    /** The last two steps, after which every repository has a full backup of what there is now. */
    private void goOn() {
      goOn(0);
    }

    private void goOn(int first) {
      awaitArchive();
      String now = host.query("select to_char(now() at time zone 'UTC', 'YYYYMMDD-HH24MISS')");
      StringBuilder said = new StringBuilder();
      for (int block = first; block < host.runbook().commandsBelow("### Step 4").size(); block++) {
        said.append(runbook.type("Step 4", block, text -> text));
      }
      assertThat(said).contains("postgres", first == 0 ? "complete" : "");
      assertThat(List.of(newest(1), newest(2)))
          .allSatisfy(label -> assertThat(label).endsWith("F").isGreaterThanOrEqualTo(now));
      runbook.typeBelow("### Step 5");
    }

    /** Inserts a row, which is in the archive afterwards. */
    private void keep(int id) {
      host.query("insert into ledger values (%d)".formatted(id));
      assertThat(host.archivesAll()).isTrue();
    }

    private List<String> rows() {
      return host.query("select id from ledger order by id").lines().toList();
    }

    /** The label of the newest backup of the repository. */
    private String newest(int repo) {
      List<Map<?, ?>> backups =
          new BackupInfo(host.pgBackRest("--output=json", "info").succeeded()).in(repo).backups();
      return "" + BackupInfo.at(backups.get(backups.size() - 1), "label");
    }

    private SystemdBox box() {
      return host.box();
    }
  }
}
