package io.github.pgbackrest2nix.it;

import static io.github.pgbackrest2nix.it.Forge.MOUNT;
import static io.github.pgbackrest2nix.it.Forge.NAS;
import static io.github.pgbackrest2nix.it.Forge.NAS_FOLDER;
import static io.github.pgbackrest2nix.it.Forge.R2;
import static io.github.pgbackrest2nix.it.Forge.STANZA;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.IsolatedRoot;
import io.github.pgbackrest2nix.testing.Ledger;
import io.github.pgbackrest2nix.testing.Machine;
import io.github.pgbackrest2nix.testing.Outcome;
import io.github.pgbackrest2nix.testing.PostgresCluster;
import io.github.pgbackrest2nix.testing.S3Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is rendered from the example survives what backups are made for, with real programs. */
final class BackupAndRestoreIT {
  private static final String CREATE = "pgbackrest-stanza-create.service";
  private static final String FULL = "pgbackrest-full-backup.service";
  private static final String FULL_NAS = "pgbackrest-full-backup-nas.service";
  private static final String FULL_R2 = "pgbackrest-full-backup-r2.service";
  private static final String ASIDE = "/mnt/aside";

  @ParameterizedTest
  @EnumSource(DebianRoot.class)
  void survivesADroppedTableAndTheLossOfARepository(DebianRoot root, @TempDir Path scratch)
      throws IOException {
    try (S3Server s3 = S3Server.withBucket(Forge.BUCKET);
        Machine machine = IsolatedRoot.over(root)) {
      Forge forge = Forge.install(machine, root, s3, scratch);
      try (PostgresCluster cluster = forge.createCluster(root)) {
        var life = new Life(forge, cluster, new Ledger(cluster));
        life.startUp();
        life.backUpToBoth();
        life.ledger().awaitArchive();
        new CollectedMetrics(forge).areThoseOfPgBackRest();
        life.undropTheTable();
        life.skipBackupsWhileStopped();
        life.failWithoutTheMount();
        life.loseTheFirstRepository();
        life.restoreFromTheSecondAlone();
        life.takeTheFirstRepositoryBack();
      }
      refuseAnotherCluster(forge, root);
    }
  }

  private static void refuseAnotherCluster(Forge forge, DebianRoot root) {
    Machine machine = forge.machine();
    String data = forge.place().dataFolder();
    machine.run("mv", data, data + ".lost").succeeded();
    List<String> before = List.of(forge.pgBackRest().files(NAS), forge.pgBackRest().files(R2));
    try (PostgresCluster empty = forge.createCluster(root)) {
      empty.start();

      Outcome outcome = forge.systemd().type("systemctl restart " + CREATE);

      assertThat(outcome.status()).as("another cluster is refused").isNotZero();
      assertThat(forge.systemd().statusOf(CREATE)).as("%s", outcome).isEqualTo(28);
      assertThat(outcome.errors())
          .contains(
              """
              A repository of this stanza belongs to another PostgreSQL cluster than the one that runs.
              Nothing was changed. After an upgrade of PostgreSQL, and only then:
                sudo -u postgres pgbackrest --stanza=main stanza-upgrade
              Otherwise this is the wrong data directory, or an empty one: see RUNBOOK.md, Restore.
              """);

      Outcome run = forge.systemd().type("systemctl start " + FULL_NAS);

      assertThat(forge.systemd().statusOf(FULL_NAS)).as("%s", run).isEqualTo(51);
      assertThat(run.everything()).doesNotContain("try 2 of 3");
    }
    assertThat(List.of(forge.pgBackRest().files(NAS), forge.pgBackRest().files(R2)))
        .as("the repositories")
        .isEqualTo(before);
  }

  /** What happens to a cluster, one step after the other. */
  private record Life(Forge forge, PostgresCluster cluster, Ledger ledger) {

    void startUp() {
      assertThat(forge.rendered().failedAssertions()).isEmpty();
      succeeds("pgbackrest-credentials.service");
      assertThat(credentials())
          .isEqualTo(
              """
              [global]
              repo2-s3-key=%s
              repo2-s3-key-secret=%s
              440 root postgres
              """
                  .formatted(S3Server.KEY, S3Server.SECRET));
      succeeds("postgresql.service");
      succeeds(CREATE);
      succeeds("pgbackrest-check.service");
    }

    void backUpToBoth() {
      ledger.create();
      ledger.insert(1, "rent");
      String segment = ledger.archive();
      assertThat(archives(NAS, segment)).as("%s in nas", segment).isTrue();
      assertThat(archives(R2, segment)).as("%s in r2", segment).isTrue();
      succeeds(FULL);
      ledger.insert(2, "salary");
      succeeds("pgbackrest-diff-backup-nas.service");
      ledger.insert(3, "bread");
      succeeds("pgbackrest-incr-backup.service");
      assertThat(backups(NAS)).containsExactly("full", "diff", "incr");
      assertThat(backups(R2)).containsExactly("full");
    }

    void undropTheTable() throws IOException {
      String beforeTheDrop = ledger.now();
      ledger.drop();
      ledger.archive();
      followTheRunbookToStep(
          1, "$(date --date='today 14:30' '+%F %T%:::z')", "'" + beforeTheDrop + "'");
      assertThat(ledger.rows()).containsExactly("1|rent", "2|salary", "3|bread");

      typeAll("### Step 4");
      assertThat(backups(NAS)).containsExactly("full", "diff", "incr", "full");
      assertThat(backups(R2)).containsExactly("full", "full");
      typeAll("### Step 5");
      assertThat(forge.systemd().type("systemctl is-active pgbackrest-check.timer").output())
          .isEqualTo("active\n");
    }

    void skipBackupsWhileStopped() {
      List<String> before = backups(NAS);
      forge.systemd().type("systemctl stop postgresql.service").succeeded();

      Outcome outcome = forge.systemd().start(FULL_NAS);

      assertThat(outcome.succeeded()).isEmpty();
      assertThat(cluster.runs()).as("PostgreSQL was not started").isFalse();
      assertThat(backups(NAS)).isEqualTo(before);
      succeeds("postgresql.service");
    }

    void failWithoutTheMount() {
      Machine machine = forge.machine();
      machine.run("mkdir", ASIDE).succeeded();
      // Moved aside, for it is wanted back as it was.
      machine.run("mount", "--move", MOUNT, ASIDE).succeeded();

      Outcome outcome = forge.systemd().start(FULL_NAS);

      assertThat(outcome.status()).as("%s", outcome).isNotZero();
      assertThat(machine.run("ls", "-A", MOUNT).succeeded()).as("the mount point").isEmpty();
      machine.run("mount", "--move", ASIDE, MOUNT).succeeded();
    }

    void loseTheFirstRepository() {
      ledger.insert(4, "books");
      forge.machine().run("rm", "-r", NAS_FOLDER).succeeded();
      forge.systemd().sleeps();

      Outcome outcome = forge.systemd().start(FULL);

      assertThat(outcome.status()).as("the job has failed").isNotZero();
      assertThat(forge.systemd().statusOf(FULL_NAS)).as("%s", outcome).isNotZero();
      assertThat(forge.systemd().sleeps()).as("pauses between tries").containsExactly("120", "120");
      assertThat(forge.systemd().statusOf(FULL_R2)).as("%s", outcome).isZero();
      assertThat(backups(R2)).containsExactly("full", "full", "full");
    }

    void restoreFromTheSecondAlone() throws IOException {
      followTheRunbookToStep(2, "", "");
      assertThat(ledger.rows()).containsExactly("1|rent", "2|salary", "3|bread", "4|books");
    }

    void takeTheFirstRepositoryBack() throws IOException {
      List<String> again =
          forge.runbook().commandsBelow("### A backup fails").stream()
              .filter(block -> block.contains(CREATE))
              .toList();
      assertThat(again).hasSize(1);
      forge.systemd().type(again.get(0)).succeeded();
      ledger.archive();
      succeeds(FULL_NAS);
      assertThat(backups(NAS)).containsExactly("full");
    }

    /** Step 1, a restore by hand with its example replaced, and step 3. */
    private void followTheRunbookToStep(int form, String example, String actual)
        throws IOException {
      typeAll("### Step 1");
      assertThat(cluster.runs()).as("PostgreSQL is stopped").isFalse();
      List<String> move = forge.runbook().commandsBelow("### By hand: keep");
      assertThat(forge.systemd().type(move.get(0)).output())
          .isEqualTo("not a mount point: it can move\n");
      forge.systemd().type(move.get(1)).succeeded();
      String restore = forge.runbook().byHandBelow("### By hand: restore").get(form);
      forge.systemd().type(restore.replace(example, actual)).succeeded();
      typeAll("### Step 3");
    }

    private void typeAll(String heading) throws IOException {
      List<String> blocks = forge.runbook().byHandBelow(heading);
      assertThat(blocks).as(heading).isNotEmpty();
      blocks.forEach(block -> forge.systemd().type(block).succeeded());
    }

    private void succeeds(String unit) {
      forge.systemd().start(unit).succeeded();
    }

    private boolean archives(int repo, String segment) {
      return forge.pgBackRest().archives(STANZA, repo, segment);
    }

    private List<String> backups(int repo) {
      return new BackupInfo(forge.pgBackRest().info()).types(repo);
    }

    private String credentials() {
      String file = "/run/pgbackrest-conf.d/credentials.conf";
      return forge
          .machine()
          .run("sh", "-c", "cat \"$1\" && stat --format='%a %U %G' \"$1\"", "sh", file)
          .succeeded();
    }
  }
}
