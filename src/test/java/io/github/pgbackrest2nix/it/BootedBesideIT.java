package io.github.pgbackrest2nix.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.Outcome;
import io.github.pgbackrest2nix.testing.SystemdBox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table comes back from a restore beside the cluster, which goes on meanwhile. */
abstract class BootedBesideIT {
  static final class TrixieIT extends BootedBesideIT {
    TrixieIT() {
      super(DebianRoot.TRIXIE);
    }
  }

  static final class SidIT extends BootedBesideIT {
    SidIT() {
      super(DebianRoot.SID);
    }
  }

  private static final String LOCK = "/run/pgbackrest/main.jobs";
  private static final String BESIDE = "/srv/beside";
  private static final String UNIT = "pgbackrest-beside-main.service";
  private static final String NOTE = "/var/lib/pgbackrest-restore/main.beside.json";

  private final DebianRoot root;

  BootedBesideIT(DebianRoot root) {
    this.root = root;
  }

  @Test
  void aTableComesBackWhileTheClusterGoesOn(@TempDir Path scratch) throws IOException {
    try (BootedHost host = BootedHost.prepare(root, scratch)) {
      var life = new Life(new PersonAtHost(host, host.box()), host.dataDir());
      life.begin();
      String rows = life.rows();
      String moment = life.dropTheTable();
      life.refuseWithNothingTouched();
      life.restoreBeside(moment);
      life.bringTheTableBack(rows);
      life.removeNothingElse();
      life.removeIt();
      life.goOnWithoutTheTerminal();
      life.removeWhatWasCutOff();
      life.stopWhereWalIsMissing();
      life.haveGoneOn();
    }
  }

  /** What happens to a host, one step after the other. */
  private record Life(PersonAtHost at, String data) {
    /** Rows before and after the backup, of types that a dump has to write with care. */
    void begin() {
      at.host().bootWithoutPauses();
      at.bringPrograms();
      at.host().query("create table started as select pg_postmaster_start_time() as at");
      at.host()
          .query(
              "create table ledger (id int primary key, note text, bytes bytea, at timestamptz)");
      insert(1, 500);
      at.box().start("pgbackrest-full-backup.service").succeeded();
      insert(501, 1000);
    }

    String dropTheTable() {
      String moment = at.momentAfterABackup();
      at.host().query("drop table ledger");
      at.host().query("create table later (i int)");
      assertThat(at.host().archivesAll()).isTrue();
      return moment;
    }

    void refuseWithNothingTouched() {
      box().run("install", "-d", "/srv/full/inner").succeeded();
      box().run("ln", "-s", "/srv/full", "/srv/link").succeeded();
      String before = tree();
      refused("the time has no zone", "--target", "2026-01-15 14:30:00");
      refused("the time is in the future", "--target", "2999-01-15 14:30:00+00");
      refused("no backup ended before 2001", "--target", "2001-01-01 00:00:00+00");
      refused("no backup \"" + at.label(0) + "\"", "--repo=r2", "--set", at.label(0));
      refusedIn("/srv/full", "/srv/full is not empty");
      refusedIn("/srv/link/new", "/srv/link/new leads to /srv/full/new: write that");
      refusedIn("/mnt/none/new", "/mnt/none is not there: is its file system mounted?");
      refusedIn(data, data + " is in a data directory, " + data);
      refusedIn(data + "/new", data + "/new is in a data directory, " + data);
      refusedIn(BootedHost.NAS + "/pgbackrest/new", BootedHost.NAS + "/pgbackrest/new is in repo");
      refusedIn("relative", "not a directory to restore into: \"relative\"");
      refusedIn("/srv/" + "x".repeat(90), "/srv/xxx");
      Outcome include = at.run("--db-include=postgres");
      assertThat(include.status()).isEqualTo(1);
      assertThat(include.errors())
          .startsWith("refused: --db-include leaves all other databases of the cluster as empty")
          .contains("sudo pgbackrest-restore --beside DIRECTORY");
      assertThat(at.run("--beside", BESIDE, "--in-place").status()).isEqualTo(2);
      assertThat(at.run("--remove").status()).isEqualTo(2);
      assertThat(at.run("--beside", BESIDE, "--dry-run").succeeded())
          .contains("would be done, in " + UNIT, "--archive-mode=off");
      at.host().unmountNas();
      refused(BootedHost.NAS + " is not mounted\n", "--repo=nas");
      at.host().mountNas();
      assertThat(tree()).isEqualTo(before);
    }

    /** While a backup holds the lock of the stanza. */
    void restoreBeside(String moment) {
      String said =
          box()
              .run("flock", LOCK, PersonAtHost.COMMAND, "--beside", BESIDE, "--target", moment)
              .succeeded();
      assertThat(said)
          .doesNotContain("note: ")
          .contains("restore of stanza main: the state of " + moment)
          .containsPattern("recovery ended in \\w{24} at \\S+ of timeline 1: before ")
          .contains("PostgreSQL has come to where it was to: complete")
          .contains("    sudo pgbackrest-restore --beside " + BESIDE + " --remove\n");
      assertThat(box().run("stat", "--format=%U %a", BESIDE, BESIDE + "/socket").succeeded())
          .isEqualTo("postgres 700\npostgres 700\n");
      assertThat(
              Stream.of("listen_addresses", "archive_mode", "max_worker_processes")
                  .map(setting -> beside("show " + setting)))
          .containsExactly("", "off", "0");
      assertThat(beside("select count(*) from pg_class where relname = 'later'")).isEqualTo("0");
      assertThat(at.run("--beside", "/srv/another").errors())
          .startsWith("refused: stanza main is beside already, in " + BESIDE);
      at.box().start("pgbackrest-incr-backup.service").succeeded();
    }

    /** By the lines that the command prints. */
    void bringTheTableBack(String rows) {
      Outcome outcome = at.run("--beside", BESIDE, "--verify");
      assertThat(outcome.errors()).isEmpty();
      String said = outcome.succeeded();
      assertThat(said).contains("Its databases: postgres\n", ": complete\n");
      String line =
          said.replaceFirst("(?s).*into the cluster that runs:\n", "")
              .replaceFirst("(?s)\n- .*", "")
              .replace("DATABASE", "postgres")
              .replace("TABLE", "ledger");
      box().run("bash", "-o", "pipefail", "-ec", line).succeeded();
      assertThat(rows()).isEqualTo(rows);
    }

    void removeNothingElse() {
      box().run("cp", "--archive", BESIDE + "/.pgbackrest-beside", "/srv/full/").succeeded();
      for (String other : List.of("/srv/full", data, "/srv", "/")) {
        Outcome outcome = at.run("--beside", other, "--remove");
        assertThat(outcome.everything()).contains("refused: ");
        assertThat(outcome.status()).isEqualTo(1);
      }
      assertThat(at.run("--beside", "/srv/none", "--remove").errors())
          .isEqualTo("refused: /srv/none is not there, and nothing runs in it\n");
      box().run("test", "-d", "/srv/full/inner").succeeded();
      assertThat(state()).isEqualTo("active");
    }

    void removeIt() {
      assertThat(at.run("--beside", BESIDE, "--remove").succeeded())
          .isEqualTo("stopped: " + UNIT + "\nremoved: " + BESIDE + "\n");
      assertThat(state()).isEqualTo("inactive");
      assertThat(box().processes(UNIT)).isEmpty();
      box().run("test", "!", "-e", BESIDE).succeeded();
      box().run("test", "!", "-e", NOTE).succeeded();
    }

    /** It was told to end in the middle, as by a terminal that is gone. */
    void goOnWithoutTheTerminal() {
      holdRestores();
      assertThat(cutOff("TERM"))
          .contains("interrupted; it goes on as " + UNIT)
          .contains("sudo pgbackrest-restore --stanza main --beside " + BESIDE + " --verify");
      box().run("touch", "/run/go-on").succeeded();
      assertThat(at.run("--beside", BESIDE, "--verify").succeeded())
          .contains("\ncomplete: all WAL up to ");
      at.run("--beside", BESIDE, "--remove").succeeded();
      box().run("rm", "/run/go-on").succeeded();
    }

    void removeWhatWasCutOff() {
      cutOff("KILL");
      assertThat(state()).isEqualTo("active");
      at.run("--beside", BESIDE, "--remove").succeeded();
      assertThat(state()).isEqualTo("inactive");
      box().run("test", "!", "-e", BESIDE).succeeded();
      box().run("mv", "/usr/bin/pgbackrest.real", "/usr/bin/pgbackrest").succeeded();
    }

    void stopWhereWalIsMissing() {
      String segment = at.host().switchWal();
      assertThat(at.host().archivesAll()).isTrue();
      String hide = "mv $(find /srv/nas -name '%s-*') /srv/hidden".formatted(segment);
      box().run("sh", "-c", hide).succeeded();
      Outcome outcome = at.run("--beside", BESIDE, "--repo=nas");
      assertThat(outcome.status()).isEqualTo(1);
      assertThat(outcome.everything())
          .contains("pgbackrest-archive-get: " + segment + " is missing")
          .contains("the restore beside the cluster has not succeeded")
          .doesNotContain("until it is removed");
      at.run("--beside", BESIDE, "--remove").succeeded();
    }

    /** The cluster was neither stopped nor changed, and its backups work. */
    void haveGoneOn() {
      assertThat(at.host().query("select at = pg_postmaster_start_time() from started"))
          .isEqualTo("t");
      assertThat(at.host().archivesAll()).isTrue();
      at.box().start("pgbackrest-incr-backup.service").succeeded();
    }

    /** A pgBackRest that waits before it restores. */
    private void holdRestores() {
      String program = "/usr/bin/pgbackrest";
      box().run("mv", program, program + ".real").succeeded();
      box()
          .write(
              program,
              """
              #!/bin/bash
              if [ "${!#}" = restore ]; then
                until [ -e /run/go-on ]; do /usr/bin/sleep 0.1; done
              fi
              exec /usr/bin/pgbackrest.real "$@"
              """);
      box().run("chmod", "0755", program).succeeded();
    }

    /** Sends the command a signal while the restore waits; returns what it has said. */
    private String cutOff(String signal) {
      String script =
          """
          %s --beside %s >/run/said 2>&1 &
          until systemctl is-active --quiet %s; do /usr/bin/sleep 0.1; done
          kill -%s $!
          wait $! || true
          """;
      box()
          .run("bash", "-c", script.formatted(PersonAtHost.COMMAND, BESIDE, UNIT, signal))
          .succeeded();
      return box().read("/run/said");
    }

    private void insert(int first, int last) {
      at.host()
          .query(
              """
              insert into ledger select i, E'a\\tb\\n"c'';' || i, decode(md5(i::text), 'hex'),
                timestamptz '2026-01-15 14:30:00+00' + i * interval '1 s'
                from generate_series(%d, %d) i
              """
                  .formatted(first, last));
    }

    private String rows() {
      String rows = at.host().query("select ledger::text from ledger order by id");
      assertThat(rows).contains("(1000,");
      return rows;
    }

    private String beside(String sql) {
      List<String> psql = List.of("psql", "-qAtXc", sql, "--host=" + BESIDE + "/socket");
      return box().runAs("postgres", psql).succeeded().strip();
    }

    private void refused(String reason, String... arguments) {
      refusedIn(BESIDE, reason, arguments);
    }

    private void refusedIn(String directory, String reason, String... arguments) {
      Outcome outcome =
          at.run(
              Stream.concat(Stream.of("--beside", directory), Stream.of(arguments))
                  .toArray(String[]::new));
      assertThat(outcome.errors()).startsWith("refused: " + reason);
      assertThat(outcome.status()).isEqualTo(1);
    }

    private String state() {
      return box().property(UNIT, "ActiveState");
    }

    private SystemdBox box() {
      return at.box();
    }

    private String tree() {
      return box()
          .run("find", "/srv", "-not", "-path", "/srv/nas*", "-printf", "%p %y %m %u %g %s %T@\n")
          .output();
    }
  }
}
