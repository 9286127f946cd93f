package io.github.pgbackrest2nix.it;

import static io.github.pgbackrest2nix.it.BootedHost.NAS;
import static io.github.pgbackrest2nix.it.BootedHost.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Await;
import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.RenderedUnits;
import io.github.pgbackrest2nix.testing.S3Server;
import io.github.pgbackrest2nix.testing.SystemdBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
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
      person.findsWhatArchivesIntoNothing();
      person.goesOnWithoutARepository(scratch);
      person.makesRoom();
      person.restoresEachScenario();
      person.goesBackAfterARestore();
      person.goesBackToASnapshot();
      person.copiesElsewhere();
      person.acceptsAnotherCluster();

      assertThat(person.runbook().left())
          .hasSize(1)
          .allMatch(block -> block.startsWith("zfs list "));
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
      assertThat(host.backups(1)).isEqualTo(5);
      assertThat(host.backups(2)).isEqualTo(5);
      Await.until("metrics", SOON, () -> Files.exists(box().path(TEXTFILE + "/pgbackrest.prom")));
      assertThat(runbook.typeBelow("## Status"))
          .contains("status: ok", TIMER, "pgbackrest_backup_count{");
      assertThat(runbook.typeBelow("## Restore drills"))
          .contains("\"success\":true", "read 2 databases");
      assertThat(runbook.typeBelow("## Credentials"))
          .contains("-r-------- root ")
          .doesNotContain(S3Server.SECRET);
      assertThat(runbook.typeBelow("### A new access key"))
          .contains("active (exited)", "status: ok")
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
      String before = new PersonAtHost(host, box()).momentAfterABackup();
      host.query("drop table orders");
      String said = runbook.type(beside, 0, text -> text.replace("today 14:30", before));
      assertThat(said).contains(": complete\n");
      runbook.type(beside, 1, text -> text.replace("=app", "=postgres"));
      assertThat(host.query("select orders::text from orders order by id")).isEqualTo(rows);
      host.query("delete from orders where id between 2 and 4");
      typeOffered(said, "- rows of a table that is there:\n");
      assertThat(host.query("select orders::text from orders order by id")).isEqualTo(rows);
      typeOffered(said, "- a database, as a new one of the cluster that runs:\n");
      List<String> count =
          List.of("psql", "-Xqtc", "select count(*) from orders", "postgres_restored");
      assertThat(box().runAs("postgres", count).succeeded().strip()).isEqualTo("9");
      assertThat(runbook.type(beside, 2, text -> text)).contains("removed: /srv/beside\n");
      host.query("drop database postgres_restored");
      host.query("drop table orders");
    }

    /** The commands that the restore beside the cluster ends with, with names of this cluster. */
    private void typeOffered(String said, String purpose) {
      assertThat(said).contains(purpose);
      String commands =
          said.substring(said.indexOf(purpose) + purpose.length())
              .lines()
              .takeWhile(line -> line.startsWith("    "))
              .collect(Collectors.joining("\n"))
              .replace("DATABASE", "postgres")
              .replace("TABLE", "orders")
              .replace("CONDITION", "id between 2 and 4");
      box().run("bash", "-e", "-c", commands).succeeded();
    }

    void mendsWhatIsBroken() {
      String errors = "/var/spool/pgbackrest/archive/main/out";
      host.unmountNas();
      host.switchWal();
      Await.until(
          "archiving fails",
          SOON,
          () -> box().run("find", errors, "-name", "*.error").succeeded().contains(".error"));
      String failing = "PostgreSQLWalArchiveFailing";
      assertThat(runbook.typeOfAlerts(failing::equals)).contains(".error:");
      runbook.typeBelow("### A backup fails");
      assertThat(box().run("findmnt", "--noheadings", NAS).succeeded()).contains("/srv/nas");
      awaitArchive();
      runbook.typeOfAlerts(name -> !name.equals(failing));
    }

    /**
     * With the settings where NixOS has them: in the file that ALTER SYSTEM does not write. Full
     * backups come before the next restore.
     */
    void findsWhatArchivesIntoNothing() {
      String section = "PostgreSQL archives elsewhere";
      inDataDirectory(
          "cp --archive postgresql*.conf /run/; cat /run/postgresql.auto.conf >> postgresql.conf; : > postgresql.auto.conf");
      host.query("alter system set archive_command = '/bin/true'");
      archives("/bin/true");

      assertThat(runbook.type(section, 0, text -> text))
          .contains("/bin/true", host.dataDir() + "/postgresql.auto.conf");
      runbook.type(section, 1, text -> text);

      archives("archive-push");
      inDataDirectory("cp --archive /run/postgresql*.conf .");
    }

    private void inDataDirectory(String commands) {
      box().run("bash", "-ec", "cd \"$1\"; " + commands, "bash", host.dataDir()).succeeded();
    }

    private void archives(String command) {
      Await.until(
          "PostgreSQL archives with " + command,
          SOON,
          () -> {
            host.query("select pg_reload_conf()");
            return host.query("show archive_command").contains(command);
          });
    }

    /** Only the other one gets WAL and backups, until the full backup after it is back. */
    void goesOnWithoutARepository(Path scratch) throws IOException {
      String gone = "## One repository is gone";
      String postgresql = box().property("postgresql.service", "MainPID");
      RenderedUnits whole = host.rendered(text -> text, folder(scratch, "whole"));
      RenderedUnits without =
          host.rendered(
              text -> text.replace("  nas:\n", "  nas:\n    enabled: false\n"),
              folder(scratch, "without"));
      runbook.type(gone, 0, text -> text);
      assertThat(box().run("findmnt", NAS).status()).isEqualTo(1);
      String missed = host.switchWal();
      Await.until(
          "archiving fails",
          SOON,
          () ->
              host.query("select last_failed_wal >= '" + missed + "' from pg_stat_archiver")
                  .equals("t"));

      new BootedSwitch(host).from(whole, without);

      awaitArchive();
      assertThat(runbook.type(gone, 0, text -> text)).contains("CHECKPOINT");
      long r2 = host.backups(2);
      box().start("pgbackrest-full-backup.service").succeeded();
      box().start("pgbackrest-check.service").succeeded();
      assertThat(host.backups(2)).isEqualTo(r2 + 1);
      assertThat(box().start("pgbackrest-incr-backup.service").status()).isEqualTo(5);
      assertThat(host.runbook().text()).contains("**nas (repo1) is disabled**");

      box().run("mount", NAS).succeeded();
      new BootedSwitch(host).from(without, whole);

      runbook.type(gone, 1, text -> text);
      awaitArchive();
      long nas = host.backups(1);
      box().start("pgbackrest-full-backup-nas.service").succeeded();
      assertThat(host.backups(1)).isEqualTo(nas + 1);
      assertThat(newest(1)).endsWith("F");
      String archive =
          box().run("find", NAS + "/pgbackrest/archive", "-name", missed + "-*").succeeded();
      assertThat(archive).isEmpty();
      assertThat(host.pgBackRest("check").succeeded()).isNotNull();
      assertThat(box().property("postgresql.service", "MainPID")).isEqualTo(postgresql);
    }

    /** BootedFullIT does it where there is none. */
    void makesRoom() {
      assertThat(runbook.typeBelow("### A file system is full"))
          .contains(NAS, "[DRY-RUN] expire command end", "CHECKPOINT");
    }

    private static Path folder(Path scratch, String name) throws IOException {
      return Files.createDirectory(scratch.resolve(name));
    }

    void restoresEachScenario() {
      keep(1);
      leavesARunningClusterAlone();
      String before = new PersonAtHost(host, box()).momentAfterABackup();
      keep(2);
      UnaryOperator<String> timed = text -> text.replace("today 14:30", before);
      runbook.typeBelow("### Step 1");
      assertThat(runbook.type("## What happened", 0, timed))
          .contains("the state of " + before.substring(0, 19), "would be done, as root:");
      runbook.typeBelow("### Step 3");
      restore("A point in time", 1, timed, 1);
      goOn();

      keep(3);
      restore("The latest state", 0, text -> text, 1, 3);
      awaitArchive();

      String label = newest(1);
      keep(4);
      UnaryOperator<String> labelled = text -> text.replace("20260115-020015F", label);
      restore("A certain backup", 3, labelled, 1);
      goOn();

      String next = newest(1);
      keep(5);
      restore(
          "A certain backup",
          3,
          text ->
              text.replace("20260115-020015F", next)
                  .replace(" --immediate", "")
                  .replace("--type=immediate --target-action=promote ", ""),
          1,
          5);
      awaitArchive();

      keep(6);
      host.unmountNas();
      restore("Another repository alone", 2, text -> text, 1, 5, 6);
      box().run("mount", NAS).succeeded();
      goOn();
      keep(7);
    }

    private void leavesARunningClusterAlone() {
      String block = host.runbook().commandsBelow("### By hand: keep").get(1);
      assertThat(box().run("bash", "-c", block).status()).isEqualTo(1);
      assertThat(box().property("postgresql.service", "ActiveState")).isEqualTo("active");
      assertThat(rows()).containsExactly("1");
    }

    /** What is written afterwards is on a timeline of its own. */
    void goesBackAfterARestore() {
      restore("The latest state", 0, text -> text, 1, 5, 6, 7);
      awaitArchive();
      runbook.typeBelow("### Step 1");
      String kept =
          runbook
              .type("The way back", 0, text -> text)
              .lines()
              .sorted()
              .reduce((a, b) -> b)
              .orElseThrow();
      String block = host.runbook().commandsBelow("### The way back").get(1);
      assertThat(box().run("bash", "-c", block).status()).as("a name not there").isEqualTo(1);
      runbook.type(
          "The way back", 1, text -> text.replace(host.dataDir() + ".old-20260115-143000", kept));
      runbook.typeBelow("### Step 3");
      assertThat(rows()).containsExactly("1", "5", "6", "7");
      goOn();
    }

    /** Another directory stands for the other machine. */
    void copiesElsewhere() {
      String copy = "/srv/copy";
      String programs = "/usr/lib/postgresql/%d/bin".formatted(host.cluster().major());
      box().run("install", "-d", "-o", "postgres", "-m", "0700", copy).succeeded();
      runbook.type("Restore to another machine", 0, text -> text.replace("> ", "> " + copy + "/"));
      box()
          .run(
              "bash",
              "-ec",
              "grep ^repo2- /run/pgbackrest-conf.d/credentials.conf >> %1$s/pgbackrest.conf; cp %2$s/archive-get.sh %1$s; chown --recursive postgres %1$s"
                  .formatted(copy, RenderedUnits.SOURCE))
          .succeeded();
      String asPostgres =
          "setpriv --reuid=postgres --regid=postgres --init-groups -- env PATH="
              + programs
              + ":$PATH ";
      assertThat(
              runbook.type(
                  "Restore to another machine",
                  1,
                  text ->
                      "cd /\n" + asPostgres + "bash -e << 'ELSEWHERE'\n" + text + "ELSEWHERE\n"))
          .containsPattern("archive_mode *\n-+\n off");
      assertThat(
              box()
                  .run(
                      "bash",
                      "-ec",
                      asPostgres
                          + "psql -h %s -d postgres -XAtc 'select count(*) from ledger' -c 'select pg_is_in_recovery()'; "
                              .formatted(copy)
                          + asPostgres
                          + "pg_ctl --silent --pgdata=%s/data --mode=immediate stop"
                              .formatted(copy))
                  .succeeded())
          .isEqualTo("4\nf\n");
      assertThat(host.archivesAll()).isTrue();
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
      runbook.type("## Snapshots", 1, text -> text.replaceAll("(?m)^ *sudo zfs .*\n", ""));
      runbook.typeBelow("### Step 3");
      assertThat(rows()).containsExactly("1", "5", "6", "7");
      // What it compares first is not for a rollback.
      goOn(1);
    }

    void acceptsAnotherCluster() {
      runbook.type("Step 4", 2, text -> text);
      runbook.type("Step 1", 0, text -> text.substring(0, text.indexOf("\nsudo ")));
      assertThat(box().property(TIMER, "ActiveState")).isEqualTo("inactive");
      box().run("systemctl", "stop", "postgresql.service").succeeded();
      replaceCluster();
      box().start("postgresql.service").succeeded();
      assertThat(box().run("systemctl", "restart", "pgbackrest-stanza-create.service").status())
          .isEqualTo(1);

      runbook.type("## Upgrade", 0, text -> text);

      runbook.type("Step 4", 2, text -> text);
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

    /** Step 1, what the command for it would do, the same by hand, and step 3. */
    private void restore(
        String scenario, int byHand, UnaryOperator<String> change, Integer... expected) {
      runbook.typeBelow("### Step 1");
      assertThat(box().property("postgresql.service", "ActiveState")).isEqualTo("inactive");
      UnaryOperator<String> dry = text -> text.replace("-restore", "-restore --dry-run");
      assertThat(runbook.type(scenario, 0, text -> dry.apply(change.apply(text))))
          .contains("would be done, as root:\n  mv " + host.dataDir())
          .contains("sudo -u postgres pgbackrest --stanza=main ");
      runbook.typeBelow("### By hand: keep");
      runbook.type("By hand: restore", byHand, change);
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
