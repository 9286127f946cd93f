package io.github.pgbackrest2nix.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.Outcome;
import io.github.pgbackrest2nix.testing.S3Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rendered restore command on a real host, as the runbook has it typed. */
abstract class BootedRestoreIT {
  static final class TrixieIT extends BootedRestoreIT {
    TrixieIT() {
      super(DebianRoot.TRIXIE);
    }
  }

  static final class SidIT extends BootedRestoreIT {
    SidIT() {
      super(DebianRoot.SID);
    }
  }

  private static final String LOCK = "/run/pgbackrest/main.jobs";
  private static final String DRILL_TIMER = "pgbackrest-restore-drill-nas.timer";

  private final DebianRoot root;

  BootedRestoreIT(DebianRoot root) {
    this.root = root;
  }

  @Test
  void restoresInEveryScenarioAndRefusesWhatWouldHarm(@TempDir Path scratch) throws IOException {
    try (BootedHost host = BootedHost.prepare(root, scratch)) {
      var life = new Life(new PersonAtHost(host, host.box()), host.dataDir());
      life.begin();
      String moment = life.writeHistory();
      life.refuseWhilePostgresqlRuns();
      life.stop();
      life.keepTheTerminalToItself();
      life.refuseWhatWouldHarm();
      life.changeNothingInADryRun();
      life.restoreTheLatestState();
      life.restoreThatMoment(moment);
      life.failAndGoBack();
      life.goBackAfterAll();
      life.restoreFromTheOtherRepository();
      life.restoreABackupInPlace();
      new TablespacesAtHost(life.at(), life.data()).goThroughRestores();
    }
  }

  /** What happens to a host, one step after the other. */
  private record Life(PersonAtHost at, String data) {
    void begin() {
      at.host().bootWithoutPauses();
      at.bringPrograms();
    }

    /** Rows 1, 2 and 3, backups after the first two; returns a moment before the third. */
    String writeHistory() {
      at.host().query("create table t (i int)");
      insert(1);
      at.box().start("pgbackrest-full-backup.service").succeeded();
      insert(2);
      at.box().start("pgbackrest-incr-backup.service").succeeded();
      String moment = at.momentAfterABackup();
      insert(3);
      assertThat(at.host().archivesAll()).isTrue();
      return moment;
    }

    void refuseWhilePostgresqlRuns() {
      refused("something works in " + data + "; step 1 of RUNBOOK.md, Restore, stops PostgreSQL");
      Outcome rehearsal = at.run("--dry-run");
      assertThat(rehearsal.status()).isEqualTo(1);
      assertThat(rehearsal.errors()).contains("would be refused now: postgresql.service is active");
      assertThat(rehearsal.output()).contains("restore of stanza main: the latest state");
      assertThat(rows()).containsExactly("1", "2", "3");
    }

    void stop() {
      at.type("### Step 1");
      assertThat(at.box().property("postgresql.service", "ActiveState")).isEqualTo("inactive");
    }

    /** Whoever has root's terminal may type into it; postgres may have been taken over. */
    void keepTheTerminalToItself() {
      String program = "/usr/bin/pgbackrest";
      at.box().run("mv", program, program + ".real").succeeded();
      at.box()
          .write(
              program,
              """
              #!/bin/bash
              read -ra own </proc/self/stat
              echo "terminal ${own[6]}" >>/tmp/terminals
              exec /usr/bin/pgbackrest.real "$@"
              """);
      at.box().run("chmod", "0755", program).succeeded();
      assertThat(at.answering("no").output()).contains("refused: that is not \"main\"");
      at.box().run("mv", program + ".real", program).succeeded();
      assertThat(at.box().read("/tmp/terminals").lines().toList())
          .isNotEmpty()
          .allMatch("terminal 0"::equals);
    }

    void refuseWhatWouldHarm() {
      Outcome other = at.box().runAs("postgres", List.of(PersonAtHost.COMMAND, "--yes"));
      assertThat(other.status()).isEqualTo(1);
      assertThat(other.errors())
          .isEqualTo("refused: only root can do this\n  sudo pgbackrest-restore --yes\n");
      Outcome silent = at.run();
      assertThat(silent.status()).isEqualTo(1);
      assertThat(silent.errors())
          .isEqualTo("refused: no terminal to ask on: --yes goes on without\n");
      assertThat(at.box().run("flock", LOCK, PersonAtHost.COMMAND, "--yes").errors())
          .startsWith("refused: a backup or another restore of stanza main holds " + LOCK);
      refused("no stanza \"x\"; there is: main", "--stanza", "x");
      refused("no repository \"x\"; there is: nas (1), r2 (2)", "--repo=x");
      refused("not a time: \"yesterday\"", "--target", "yesterday");
      refused("the time has no zone", "--target", "2026-01-15 14:30:00");
      refused("no such time", "--target", "2026-02-30 14:30:00+00");
      refused("the time is in the future", "--target", "2999-01-15 14:30:00+00");
      String first = at.label(0);
      refused(
          "no backup \"x\"; there are:\n  nas (repo1): "
              + first
              + ", "
              + at.label(1)
              + "\n  r2 (repo2): 2",
          "--set",
          "x");
      refused(
          "no backup ended before 2001-01-01 00:00:00+00; what can be restored:\n  nas (repo1): any moment after 20",
          "--target",
          "2001-01-01 00:00:00+00");
      assertThat(at.run("--frob").status()).isEqualTo(2);
      assertThat(at.run("--help").succeeded()).startsWith("usage: pgbackrest-restore ");
      assertThat(kept()).isEmpty();
    }

    void changeNothingInADryRun() {
      at.box().run("systemctl", "start", DRILL_TIMER).succeeded();
      String before = tree();

      String said = at.run("--dry-run", "--repo", "nas", "--set", at.label(0)).succeeded();

      assertThat(tree()).isEqualTo(before);
      assertThat(said)
          .contains("sudo systemctl stop " + DRILL_TIMER + "\n")
          .containsPattern(
              "would be done, as root:\n  mv %1$s (%1$s\\.old-\\w+)\n  install -d -o postgres -g postgres -m 0700 %1$s\n"
                      .formatted(data)
                  + "  sudo -u postgres pgbackrest --stanza=main --repo=1 --set="
                  + at.label(0)
                  + " --recovery-option=restore_command=/run/current-system/sw/bin/pgbackrest-archive-get"
                  + "\\\\ --through=0{7}1[0-9A-F]{16}\\\\ --stanza=main\\\\ --repo=1\\\\ %f\\\\ \\\\\"%p\\\\\""
                  + " --log-level-console=info restore\n$");
      at.box().run("systemctl", "stop", DRILL_TIMER).succeeded();
    }

    void restoreTheLatestState() {
      String said = restore("--yes");
      assertThat(said)
          .contains(
              "restore of stanza main: the latest state\n",
              "nas (repo1): incr backup " + at.label(1))
          .contains("To go back to what was there instead, with PostgreSQL stopped:\n    sudo mv ")
          .doesNotContain(S3Server.SECRET);
      assertThat(kept()).hasSize(1);
      assertThat(at.box().run("stat", "--format=%a %U:%G", data).succeeded())
          .isEqualTo("700 postgres:postgres\n");
      start("1", "2", "3");
      assertThat(at.run("--verify").succeeded())
          .containsPattern(
              "recovery ended in (\\w+) at \\S+ of timeline 1: no recovery target .*\n")
          .containsPattern(
              "nas \\(repo1\\): WAL up to (\\w{24})\n(.*\n)*complete: all WAL up to \\1 ");
      String identifier = "--identifier=" + PersonAtHost.COMMAND;
      assertThat(at.box().run("journalctl", "--output=cat", identifier).succeeded())
          .contains(
              "restored, and not started",
              "restore command end: completed successfully",
              "refused: no such time");
      assertThat(at.host().archivesAll()).isTrue();
      at.box().start("pgbackrest-incr-backup.service").succeeded();
    }

    void restoreThatMoment(String moment) {
      stop();
      Outcome doubt = at.answering("main?", "--target", moment);
      assertThat(doubt.status()).isEqualTo(1);
      assertThat(doubt.output()).contains("refused: that is not \"main\": nothing was done");
      assertThat(kept()).hasSize(1);

      Outcome sure = at.answering("main", "--target", moment);

      assertThat(sure.status()).as("%s", sure).isZero();
      start("1", "2");
      assertThat(at.host().archivesAll()).isTrue();
    }

    /** The newest backup is of a future that the last restore has left. */
    void failAndGoBack() {
      stop();
      List<String> before = kept();
      refused("which timeline? timeline 2 goes on to 00000002", "--repo", "nas");
      Outcome outcome = at.run("--yes", "--repo", "nas", "--timeline=latest");
      assertThat(outcome.status()).as("%s", outcome).isEqualTo(58);
      assertThat(outcome.errors()).contains("try --timeline current");
      List<String> undo =
          outcome.errors().lines().filter(line -> line.startsWith("  sudo mv ")).toList();
      assertThat(undo).hasSize(2);
      undo.forEach(line -> at.box().run("bash", "-ec", line).succeeded());
      assertThat(kept()).isEqualTo(before);
      start("1", "2");

      stop();
      restore("--yes", "--repo=1", "--timeline=current");
      start("1", "2", "3");
    }

    /** What has been written since is in the next restore, although another timeline was left. */
    void goBackAfterAll() {
      String moment = at.momentAfterABackup();
      insert(4);
      assertThat(at.host().archivesAll()).isTrue();
      stop();
      String said = restore("--yes", "--target", moment);
      start("1", "2", "3");
      assertThat(at.host().archivesAll()).isTrue();
      stop();
      String lines =
          said.replaceFirst("(?s).*To go back to what .*stopped:\n", "")
              .replaceFirst("(?s)\n[(]It gets a timeline.*", "")
              .replaceAll("(?m)^    ", "");
      at.box().run("bash", "-ec", lines).succeeded();
      assertThat(rows()).containsExactly("1", "2", "3", "4");
      insert(5);
      assertThat(at.host().archivesAll()).isTrue();
      stop();
      restore("--yes");
      start("1", "2", "3", "4", "5");
      assertThat(at.run("--verify").succeeded()).contains("\ncomplete: all WAL up to ");
      at.host().query("delete from t where i > 3");
    }

    void restoreFromTheOtherRepository() {
      insert(4);
      assertThat(at.host().archivesAll()).isTrue();
      stop();
      at.host().unmountNas();
      refused(BootedHost.NAS + " is not mounted\n", "--repo", "nas");

      restore("--yes", "--repo", "r2");

      start("1", "2", "3", "4");
      at.host().mountNas();
      assertThat(at.host().archivesAll()).isTrue();
    }

    void restoreABackupInPlace() {
      stop();
      List<String> before = kept();
      at.box().run("mount", "--bind", data, data).succeeded();
      refused(data + " is a mount point and cannot move away", "--set", at.label(0));

      settingsOfAnotherGeneration();
      restore("--yes", "--set", at.label(0), "--immediate", "--in-place");
      settingsOfAnotherGeneration();
      String said = restore("--yes", "--set", at.label(0), "--immediate", "--in-place");

      assertThat(said).contains("  KEEPS NOTHING: what is in " + data + " now is replaced");
      assertThat(kept()).isEqualTo(before);
      start("1");
      at.box().run("umount", "--lazy", data).succeeded();
    }

    /** What a restore leaves in the place of NixOS's link into the store. */
    private void settingsOfAnotherGeneration() {
      String file = data + "/postgresql.conf";
      at.box().write(file, at.box().read(file) + "# of another generation\n");
      at.box().run("chmod", "0444", file).succeeded();
    }

    private void start(String... rows) {
      at.type("### Step 3");
      assertThat(rows()).containsExactly(rows);
    }

    private String restore(String... arguments) {
      Outcome outcome = at.run(arguments);
      assertThat(outcome.status()).as("%s", outcome).isZero();
      assertThat(at.box().property("postgresql.service", "ActiveState")).isEqualTo("inactive");
      return outcome.output();
    }

    private void refused(String reason, String... arguments) {
      Outcome outcome =
          at.run(Stream.concat(Stream.of("--yes"), Stream.of(arguments)).toArray(String[]::new));
      assertThat(outcome.errors()).startsWith("refused: " + reason);
      assertThat(outcome.status()).isEqualTo(1);
    }

    private void insert(int row) {
      at.host().query("insert into t values (" + row + ")");
    }

    private List<String> rows() {
      return at.host().query("select i from t order by i").lines().toList();
    }

    /** The data directories that restores have left. */
    private List<String> kept() {
      return at.box()
          .run("find", data + "/..", "-maxdepth", "1", "-name", "main.old-*")
          .succeeded()
          .lines()
          .toList();
    }

    private String tree() {
      return at.box()
          .run(
              "find",
              data + "/..",
              "/run/pgbackrest",
              "/var/log/pgbackrest",
              "/var/spool/pgbackrest",
              "/srv/nas",
              "-printf",
              "%p %y %m %u %g %s %T@\n")
          .succeeded();
    }
  }
}
