package io.github.pgbackrest2nix.it;

import static io.github.pgbackrest2nix.it.BootedHost.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Await;
import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.Outcome;
import io.github.pgbackrest2nix.testing.SystemdBox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A repository in which one segment of WAL is damaged or missing: none of the ways back takes that
 * for the end of WAL, and each names the segment.
 */
abstract class BootedMissingWalIT {
  static final class TrixieIT extends BootedMissingWalIT {
    TrixieIT() {
      super(DebianRoot.TRIXIE);
    }
  }

  static final class SidIT extends BootedMissingWalIT {
    SidIT() {
      super(DebianRoot.SID);
    }
  }

  private static final String BACKUP = "pgbackrest-bootstrap-backup.service";
  private static final String BOOTSTRAP = "pgbackrest-bootstrap.service";
  private static final String POSTGRESQL = "postgresql.service";
  private static final String STATE = "/var/lib/pgbackrest-bootstrap/";

  /** What is done to a file, and what brings it back. */
  private enum Damage {
    UNREADABLE("chmod 0 $0", "chmod 0640 $0"),
    ABSENT("mv $0 /srv/hidden", "mv /srv/hidden $0"),
    TRUNCATED("cp -a $0 /srv/hidden; truncate --size=1M $0", "mv /srv/hidden $0"),
    OVERWRITTEN(
        "cp -a $0 /srv/hidden; printf %1000s x | dd of=$0 bs=1 seek=64 conv=notrunc",
        "mv /srv/hidden $0");

    private final String harm;
    private final String mend;

    Damage(String harm, String mend) {
      this.harm = harm;
      this.mend = mend;
    }
  }

  private final DebianRoot root;

  BootedMissingWalIT(DebianRoot root) {
    this.root = root;
  }

  @Test
  void noWayBackEndsEarly(@TempDir Path scratch) throws IOException {
    try (BootedHost host = BootedHost.prepare(root, scratch, BootedMissingWalIT::changed)) {
      var life = new Life(host, host.box(), new PersonAtHost(host, host.box()), new ArrayList<>());
      life.begin();
      for (Damage damage : List.of(Damage.UNREADABLE, Damage.ABSENT, Damage.TRUNCATED)) {
        life.stopAtTheSegment(damage);
      }
      life.stopWhereTheRepositoryGoesAway();
      life.sayWhatIsMissingAfterARestoreByHand();
      life.stopAClusterThatIsNotComplete();
      life.askWhichTimeline();
    }
  }

  /** Content of WAL that is compressed cannot be changed unseen. */
  private static String changed(String text) {
    return text.replace("compress-type: lz4", "compress-type: none")
        .replaceAll(" *compress-level: .*\n", "")
        .replace("    check: ", "    bootstrapFromBackup: true\n    check: ");
  }

  /** What happens to a host, one step after the other. */
  private record Life(BootedHost host, SystemdBox box, PersonAtHost at, List<String> segments) {
    void begin() {
      at.bringPrograms();
      host.bootWithoutPauses();
      host.query("create table t (i int)");
      box.start("pgbackrest-full-backup.service").succeeded();
      for (int row = 1; row <= 5; row++) {
        host.query("insert into t values (" + row + ")");
        segments.add(host.switchWal());
      }
      assertThat(host.archivesAll()).isTrue();
      stop();
    }

    void stopAtTheSegment(Damage damage) {
      String file = harm(damage);
      for (Runnable way : List.<Runnable>of(this::byCommand, this::byBootstrap)) {
        lose();
        way.run();
        stopsAt(segment());
      }
      if (damage != Damage.ABSENT) {
        lose();
        byHand();
        stopsAt(segment());
      }
      mend(damage, file);
    }

    void stopWhereTheRepositoryGoesAway() {
      lose();
      byCommand();
      host.unmountNas();
      try {
        stopsAt("");
      } finally {
        host.mountNas();
      }
    }

    /** There PostgreSQL cannot know that there is more; who compares does. */
    void sayWhatIsMissingAfterARestoreByHand() {
      String file = harm(Damage.ABSENT);
      lose();
      byHand();
      // So that the timeline that it begins stays here.
      box.run("sh", "-c", "echo 'archive_mode = off' >>$0/postgresql.auto.conf", host.dataDir())
          .succeeded();
      box.start(POSTGRESQL).succeeded();
      awaitRecovery();
      mend(Damage.ABSENT, file);

      Outcome outcome = at.run("--verify");

      assertThat(host.query("select max(i) from t")).isEqualTo("1");
      assertThat(outcome.status()).as("%s", outcome).isEqualTo(1);
      assertThat(outcome.everything())
          .containsPattern(
              "NOT COMPLETE: WAL is missing from "
                  + segment()
                  + " to [0-9A-F]{24}: recovery ended in ");
      stop();
    }

    /** PostgreSQL has promoted, for it takes a record that makes no sense for the end of WAL. */
    void stopAClusterThatIsNotComplete() {
      String file = harm(Damage.OVERWRITTEN);
      lose();
      box.start(POSTGRESQL).succeeded();
      host.awaitEnd(BACKUP);
      Await.until(
          "PostgreSQL is stopped",
          SOON,
          () -> box.property(POSTGRESQL, "ActiveState").equals("inactive"));
      mend(Damage.OVERWRITTEN, file);

      assertThat(box.property(BACKUP, "Result")).isEqualTo("exit-code");
      assertThat(box.journal(BACKUP)).contains("WAL is missing from ", "PostgreSQL is stopped");
      assertThat(box.read(STATE + "main.incomplete")).contains(" to " + lastInNas());
      assertThat(host.backups(1)).isEqualTo(1);
      assertThat(box.start(POSTGRESQL).status()).isEqualTo(1);
      assertThat(box.journal(BOOTSTRAP))
          .contains("the last restore has not got all that there was");
      box.run("rm", STATE + "main.incomplete").succeeded();
    }

    /** Its timeline is in the repositories by now, and goes on from the middle of the first one. */
    void askWhichTimeline() {
      lose();
      assertThat(box.start(POSTGRESQL).status()).isEqualTo(1);
      assertThat(box.journal(BOOTSTRAP))
          .contains("repo1: which timeline? Timeline 1 goes on to " + lastInNas());
      Outcome silent = at.run("--yes", "--repo=nas");
      assertThat(silent.status()).isEqualTo(1);
      assertThat(silent.errors())
          .startsWith("refused: which timeline? timeline 1 goes on to " + lastInNas())
          .endsWith("\n  --timeline 1\n  --timeline 2\n");

      at.run("--yes", "--repo=nas", "--timeline=1").succeeded();
      box.start(POSTGRESQL).succeeded();
      awaitRecovery();

      assertThat(host.query("select max(i) from t")).isEqualTo("5");
      assertThat(at.run("--verify").succeeded())
          .contains("complete: all WAL up to " + lastInNas() + " has been replayed");
    }

    private void byCommand() {
      at.run("--yes", "--repo=nas").succeeded();
    }

    private void byHand() {
      box.run("install", "-d", "-o", "postgres", "-m", "0700", host.dataDir()).succeeded();
      String block =
          host.runbook()
              .commandsBelow("### By hand: restore")
              .get(3)
              .replace("--type=immediate --target-action=promote ", "");
      box.run("bash", "-ec", block.replace("20260115-020015F", at.label(0))).succeeded();
    }

    private void byBootstrap() {
      box.start(BOOTSTRAP).succeeded();
    }

    /** It did not get any further, and has not begun a timeline of its own. */
    private void stopsAt(String segment) {
      String before = box.journal(POSTGRESQL);
      assertThat(box.start(POSTGRESQL).status()).isEqualTo(1);
      assertThat(box.journal(POSTGRESQL).substring(before.length()))
          .containsPattern("FATAL:  (could not restore|archive) file \"" + segment);
      assertThat(box.run("ls", host.dataDir() + "/pg_wal").succeeded()).doesNotContain(".history");
    }

    private String harm(Damage damage) {
      String file =
          box.run("sh", "-c", "ls /srv/nas/pgbackrest/archive/main/*/*/" + segment() + "-*")
              .succeeded()
              .strip();
      box.run("sh", "-ec", damage.harm, file).succeeded();
      return file;
    }

    private void mend(Damage damage, String file) {
      box.run("sh", "-ec", damage.mend, file).succeeded();
    }

    private String segment() {
      return segments.get(1);
    }

    private String lastInNas() {
      return box.run(
              "sh",
              "-c",
              "ls /srv/nas/pgbackrest/archive/main/*/00000001*/ | grep -o '^[0-9A-F]*-'")
          .succeeded()
          .lines()
          .reduce((one, next) -> next)
          .orElseThrow()
          .replace("-", "");
    }

    private void awaitRecovery() {
      Await.until(
          "it has recovered", SOON, () -> host.query("select pg_is_in_recovery()").equals("f"));
    }

    private void stop() {
      box.run("systemctl", "stop", BACKUP, "postgresql.target", POSTGRESQL).succeeded();
    }

    /** The cluster is gone as after the loss of a disk. */
    private void lose() {
      stop();
      box.run("systemctl", "reset-failed").succeeded();
      box.run("sh", "-c", "rm -rf " + host.dataDir() + "* " + STATE + "*").succeeded();
    }
  }
}
