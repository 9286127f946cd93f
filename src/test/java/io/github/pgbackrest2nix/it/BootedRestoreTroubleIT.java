package io.github.pgbackrest2nix.it;

import static io.github.pgbackrest2nix.it.BootedHost.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Await;
import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.Outcome;
import io.github.pgbackrest2nix.testing.S3Server;
import io.github.pgbackrest2nix.testing.SystemdBox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rendered restore command where it is interrupted, and on a host with two stanzas. */
abstract class BootedRestoreTroubleIT {
  static final class TrixieIT extends BootedRestoreTroubleIT {
    TrixieIT() {
      super(DebianRoot.TRIXIE);
    }
  }

  static final class SidIT extends BootedRestoreTroubleIT {
    SidIT() {
      super(DebianRoot.SID);
    }
  }

  private static final String PERSON = "person.service";
  private static final String LOCK = "/run/pgbackrest/main.jobs";
  private static final String OTHER = "/var/lib/postgresql/elsewhere/other";

  private final DebianRoot root;

  BootedRestoreTroubleIT(DebianRoot root) {
    this.root = root;
  }

  @Test
  void losesNothingWhateverInterruptsIt(@TempDir Path scratch) throws IOException {
    try (BootedHost host = BootedHost.prepare(root, scratch, BootedRestoreTroubleIT::twoStanzas)) {
      var life = new Life(new PersonAtHost(host, host.box()), host.box(), host.dataDir());
      life.begin();
      life.refuseWhatIsMisused();
      life.refuseWhatIsInTheWay();
      life.interrupt("TERM", "main", 143);
      life.interrupt("INT", "all", 130);
      life.interrupt("HUP", "main", 129);
      life.loseTheProgramItself("main");
      life.loseTheProgramItself("all");
      life.interruptInPlace();
      life.restoreTheOtherStanza(root);
    }
  }

  private static String twoStanzas(String text) {
    return text.replace(
            "    check: { calendar", "    unitPrefix: pgbackrest\n    check: { calendar")
        .replace(
            "\nsanoid:\n",
            """
              other:
                postgresql: { version: %s, dataDir: %s, port: 5433 }
                schedules: { full: { calendar: "Sun 03:00" } }

            sanoid:
            """
                .formatted(text.replaceAll("(?s).*version: (\\d+), dataDir.*", "$1"), OTHER)
                .indent(0));
  }

  /** What happens to a host, one step after the other. */
  private record Life(PersonAtHost at, SystemdBox box, String data) {

    void begin() {
      at.host().putSecret(S3Server.KEY);
      at.host().enterMultiUser();
      box.write("/run/try-now", "");
      at.bringPrograms();
      at.host().query("create table t as select 1 as i");
      box.start("pgbackrest-full-backup-nas.service").succeeded();
      box.run("systemctl", "stop", "postgresql.target", "postgresql.service").succeeded();
    }

    void refuseWhatIsMisused() {
      Stream.of(
              "--repo",
              "--set=",
              "--target 2026-01-15 --set x",
              "--immediate",
              "--set x --immediate --timeline current",
              "--timeline later",
              "--stanza main other")
          .forEach(
              line -> {
                Outcome outcome = at.run(line.split(" ", -1));
                assertThat(outcome.status()).as("%s", outcome).isEqualTo(2);
                assertThat(outcome.errors()).endsWith("\n  pgbackrest-restore --help\n");
              });
      refusedOf("which stanza? --stanza is one of: main, other\n");
      refusedOf(
          OTHER.replaceFirst("/other$", "") + " is not there: is its file system mounted?",
          "--stanza=other");
    }

    void refuseWhatIsInTheWay() {
      String parent = data.replaceFirst("/main$", "");
      String drill = "pgbackrest-restore-drill-nas.service";
      during("mount --bind DATA/base DATA/base", "umount DATA/base", " has a mount point in it, ");
      during("mv DATA DATA.x && ln -s DATA.x DATA", "rm DATA && mv DATA.x DATA", " is a symbolic ");
      during("mv DATA DATA.x && touch DATA", "rm DATA && mv DATA.x DATA", " is not a directory");
      during("chown root DATA", "chown postgres DATA", " belongs to root; pgBackRest restores as");
      during("ln -s /outside DATA/pg_tblspc/1", "rm DATA/pg_tblspc/1", "a tablespace newer than ");
      during("mv /run/pgbackrest /run/x", "mv /run/x /run/pgbackrest", "/run/pgbackrest is not th");
      during("mount -t tmpfs -o size=1m none " + parent, "umount " + parent, "no room beside ");
      String broken = "/run/pgbackrest-conf.d/broken.conf";
      during("echo broken > " + broken, "rm " + broken, "pgBackRest does not answer\n");
      for (String lock : List.of("backup-1", "restore")) {
        String file = "/run/pgbackrest/main-" + lock + ".lock";
        Outcome outcome = box.run("flock", file, "pgbackrest-restore", "--yes", "--stanza=main");
        assertThat(outcome.errors())
            .startsWith("refused: a command of pgBackRest holds " + file + "; wait for it");
      }
      String file = blockRestore();
      box.run("systemctl", "start", "--no-block", drill).succeeded();
      awaitBase("/var/lib/pgbackrest-drill/pgbackrest-restore-drill-nas/data");
      refusedOf(
          "a restore drill of the stanza runs\n  sudo systemctl stop " + drill, "--stanza=main");
      unblock(file);
      box.run("systemctl", "stop", drill).succeeded();
      assertThat(kept()).isEmpty();
    }

    private void during(String before, String after, String reason) {
      box.run("sh", "-ec", before.replace("DATA", data)).succeeded();
      Outcome outcome = at.run("--yes", "--stanza=main");
      box.run("sh", "-ec", after.replace("DATA", data)).succeeded();
      assertThat(outcome.status()).as("%s", outcome).isEqualTo(1);
      assertThat(outcome.errors()).startsWith("refused: ").contains(reason);
    }

    /** The signal is for the command alone ("main"), or as a terminal sends it ("all"). */
    void interrupt(String signal, String whom, int status) {
      String file = restoreUntilBlocked();
      assertThat(kept()).hasSize(1);
      box.run("systemctl", "kill", "--signal=" + signal, "--kill-whom=" + whom, PERSON).succeeded();
      awaitEndOfPerson();
      assertThat(lockIsFree()).isTrue();
      unblock(file);

      assertThat(box.property(PERSON, "ExecMainStatus")).isEqualTo("" + status);
      List<String> undo = said().lines().filter(line -> line.startsWith("  sudo mv ")).toList();
      assertThat(undo).as(said()).hasSize(2);
      undo.forEach(line -> box.run("bash", "-ec", line).succeeded());
      assertThat(kept()).isEmpty();
      assertThat(box.run("sh", "-c", "rm -r " + data + ".undone-*").status()).isZero();
      startsAsBefore();
    }

    /** Nothing can be said any more; what it had begun either goes on, or is dead as well. */
    void loseTheProgramItself(String whom) {
      String file = restoreUntilBlocked();
      box.run("systemctl", "kill", "--signal=KILL", "--kill-whom=" + whom, PERSON).succeeded();
      awaitEndOfPerson();
      List<String> kept = kept();
      assertThat(kept).hasSize(1);
      if (whom.equals("main")) {
        refusedOf("a backup or another restore of stanza main holds " + LOCK, "--stanza=main");
      }
      unblock(file);
      Await.until("nothing holds the lock", SOON, this::lockIsFree);
      boolean whole = box.run("test", "-e", data + "/global/pg_control").status() == 0;
      assertThat(whole).isEqualTo(whom.equals("main"));

      Outcome again = at.run("--yes", "--stanza=main", "--timeline=current");

      assertThat(again.status()).as("%s", again).isZero();
      assertThat(again.output())
          .contains(
              "note: earlier restores, also such as did not succeed, have kept: " + kept.get(0));
      assertThat(kept()).hasSize(2).containsAll(kept);
      box.run("rm", "-r", data).succeeded();
      box.run("mv", kept.get(0), data).succeeded();
      box.run("sh", "-c", "rm -r " + data + ".old-*").succeeded();
      startsAsBefore();
    }

    void interruptInPlace() {
      // Of what is there as it should be, nothing is read.
      box.run("find", data + "/base", "-type", "f", "-delete").succeeded();
      String file = restoreUntilBlocked("--in-place");
      box.run("systemctl", "kill", "--signal=TERM", "--kill-whom=main", PERSON).succeeded();
      awaitEndOfPerson();
      unblock(file);
      assertThat(said())
          .contains("is neither the old state nor the new one\n  the same command once more");
      assertThat(box.start("postgresql.service").status()).isEqualTo(1);

      Outcome again = at.run("--yes", "--stanza=main", "--in-place");

      assertThat(again.status()).as("%s", again).isZero();
      assertThat(kept()).isEmpty();
      startsAsBefore();
    }

    void restoreTheOtherStanza(DebianRoot root) {
      String programs = "/usr/lib/postgresql/" + root.postgresqlMajor() + "/bin/";
      box.run("install", "-d", "-o", "postgres", OTHER.replaceFirst("/other$", "")).succeeded();
      // The other cluster is of no concern to it.
      box.start("postgresql.service").succeeded();
      refusedOf("there is no backup to restore:\n  nas (repo1): no backup", "--stanza=other");
      as(programs + "initdb", "--no-sync", "--auth=peer", "--pgdata=" + OTHER);
      box.write(
          OTHER + "/postgresql.auto.conf",
          """
          listen_addresses = ''
          port = 5433
          archive_mode = on
          archive_command = 'pgbackrest --stanza=other archive-push "%p"'
          """);
      as(programs + "pg_ctl", "--pgdata=" + OTHER, "--log=/tmp/other", "--wait", "start");
      box.start("pgbackrest-other-stanza-create.service").succeeded();
      as("psql", "--port=5433", "--command=create table other (i int)");
      box.start("pgbackrest-other-full-backup-nas.service").succeeded();
      refusedOf("something works in " + OTHER, "--stanza=other");
      as(programs + "pg_ctl", "--pgdata=" + OTHER, "--mode=fast", "stop");

      Outcome outcome = at.run("--yes", "--stanza", "other");

      assertThat(outcome.status()).as("%s", outcome).isZero();
      assertThat(outcome.output())
          .contains("  into   " + OTHER + "\n  keeps  its present contents, as " + OTHER + ".old-")
          .contains("\n(for postgresql.service take the service of that cluster)\n");
      assertThat(kept()).isEmpty();
      as(programs + "pg_ctl", "--pgdata=" + OTHER, "--log=/tmp/other", "--wait", "start");
      as("psql", "--port=5433", "--command=select * from other");
    }

    private void as(String... command) {
      box.runAs("postgres", List.of(command)).succeeded();
    }

    private void refusedOf(String reason, String... arguments) {
      Outcome outcome =
          at.run(Stream.concat(Stream.of("--yes"), Stream.of(arguments)).toArray(String[]::new));
      assertThat(outcome.errors()).startsWith("refused: " + reason);
      assertThat(outcome.status()).isEqualTo(1);
    }

    /** Starts the command as a service, and returns the file that its restore waits for. */
    private String restoreUntilBlocked(String... arguments) {
      String file = blockRestore();
      box.install(
          Map.of(
              PERSON,
              """
              [Unit]
              StartLimitIntervalSec=0

              [Service]
              Type=exec
              KillMode=process
              StandardOutput=truncate:/run/said
              StandardError=inherit
              ExecStart=/usr/local/bin/pgbackrest-restore --yes --stanza=main %s
              """
                  .formatted(String.join(" ", arguments))));
      box.start(PERSON).succeeded();
      Await.until(
          "it restores",
          SOON,
          () -> box.run("sh", "-c", "grep -l wait_for_partner /proc/[0-9]*/wchan").status() == 0);
      return file;
    }

    private void awaitBase(String folder) {
      Await.until("it restores", SOON, () -> box.run("test", "-e", folder + "/base").status() == 0);
    }

    private String said() {
      return box.read("/run/said");
    }

    /** Whether no process of a restore is left, for they all keep it. */
    private boolean lockIsFree() {
      return box.run("flock", "--nonblock", LOCK, "true").status() == 0;
    }

    private void awaitEndOfPerson() {
      Await.until(
          PERSON + " has ended",
          SOON,
          () -> List.of("inactive", "failed").contains(box.property(PERSON, "ActiveState")));
    }

    /** Has the next restore wait for ever, at one of its files; returns the file. */
    private String blockRestore() {
      String file =
          box.run(
                  "sh",
                  "-c",
                  "find /srv/nas/pgbackrest/backup/main -path '*/pg_data/base/*' -type f"
                      + " -not -name '*.good' | sort | tail -n 1")
              .succeeded()
              .strip();
      box.run("mv", file, file + ".good").succeeded();
      box.run("mkfifo", "--mode=0666", file).succeeded();
      return file;
    }

    /** Who waits for the file gets it. */
    private void unblock(String file) {
      box.run("sh", "-ec", "mv $0 $0.x; mv $0.good $0; timeout 5 cat $0 1<>$0.x; rm $0.x", file)
          .succeeded();
    }

    private void startsAsBefore() {
      box.start("postgresql.service").succeeded();
      Await.until(
          "it has recovered",
          SOON,
          () -> at.host().query("select pg_is_in_recovery()").equals("f"));
      assertThat(at.host().query("select i from t")).isEqualTo("1");
      box.run("systemctl", "stop", "postgresql.target", "postgresql.service").succeeded();
    }

    private List<String> kept() {
      return box.run("sh", "-c", "ls -d " + data + ".old-* || true").succeeded().lines().toList();
    }
  }
}
