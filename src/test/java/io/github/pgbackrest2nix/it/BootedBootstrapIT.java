package io.github.pgbackrest2nix.it;

import static io.github.pgbackrest2nix.it.BootedHost.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Await;
import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.S3Server;
import io.github.pgbackrest2nix.testing.SystemdBox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A host that has lost its data directory: what restores it before PostgreSQL starts, and when it
 * must not.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.MethodName.class)
abstract class BootedBootstrapIT {
  static final class TrixieIT extends BootedBootstrapIT {
    TrixieIT(@TempDir Path scratch) throws IOException {
      super(DebianRoot.TRIXIE, scratch);
    }
  }

  static final class SidIT extends BootedBootstrapIT {
    SidIT(@TempDir Path scratch) throws IOException {
      super(DebianRoot.SID, scratch);
    }
  }

  private static final String BOOTSTRAP = "pgbackrest-bootstrap.service";
  private static final String BACKUP = "pgbackrest-bootstrap-backup.service";
  private static final String CREDENTIALS = "pgbackrest-credentials.service";
  private static final String CREATE = "pgbackrest-stanza-create.service";
  private static final String POSTGRESQL = "postgresql.service";
  private static final String STATE = "/var/lib/pgbackrest-bootstrap/";

  private final DebianRoot root;
  private final BootedHost host;
  private final SystemdBox box;

  BootedBootstrapIT(DebianRoot root, Path scratch) throws IOException {
    this.root = root;
    host = prepare(root, scratch);
    box = host.box();
  }

  private static BootedHost prepare(DebianRoot root, Path scratch) throws IOException {
    BootedHost host =
        BootedHost.prepare(
            root,
            scratch,
            text -> text.replace("    check: ", "    bootstrapFromBackup: true\n    check: "));
    // As NixOS does it: an empty directory becomes a new cluster.
    host.box()
        .write(
            "/etc/systemd/system/postgresql.service.d/initialize.conf",
            """
            [Service]
            ExecStartPre=/bin/sh -c 'test -e %s/PG_VERSION || %s'
            """
                .formatted(host.dataDir(), String.join(" ", host.cluster().initdb())));
    host.box().run("systemctl", "daemon-reload").succeeded();
    return host;
  }

  @BeforeAll
  void bootWithACluster() {
    host.bootWithoutPauses();
    host.query("create table t as select generate_series(1, 10000) as i");
    box.start("pgbackrest-full-backup.service").succeeded();
  }

  @AfterAll
  void shutDown() {
    host.close();
  }

  @BeforeEach
  void thereIsWalAfterTheLastBackup() {
    if (!box.property(POSTGRESQL, "ActiveState").equals("active")) {
      lose();
      box.run("sh", "-c", "rm -f " + STATE + "*").succeeded();
      box.start("postgresql.target").succeeded();
      host.awaitJobs();
    }
    box.run("systemctl", "reset-failed").succeeded();
    host.query("insert into t select max(i) + 1 from t");
    assertThat(host.archivesAll()).isTrue();
    host.alarms();
  }

  @Test
  void doesNothingWhereThereIsACluster() {
    String rows = rows();
    box.start(BOOTSTRAP).succeeded();

    assertThat(rows()).isEqualTo(rows);
    assertThat(box.property(BOOTSTRAP, "Result")).isEqualTo("success");
    assertThat(box.journal(BOOTSTRAP)).contains("holds a cluster; there is nothing to restore");
  }

  @Test
  void restoresAllFromTheOtherRepositoryWhileTheFirstIsDead() {
    String rows = rows();
    String timeline = timeline();
    long nas = host.backups(1);
    long r2 = host.backups(2);
    loseEverything();
    host.unmountNas();
    try {
      box.start("multi-user.target").succeeded();
      host.awaitJobs();

      assertThat(rows()).as(box.journal(BOOTSTRAP)).isEqualTo(rows);
      assertThat(timeline()).isNotEqualTo(timeline);
      assertThat(box.journal(BOOTSTRAP)).contains("repo1: its file system is not mounted");
      assertThat(host.backups(2))
          .as(box.journal(BACKUP))
          .isEqualTo(host.archivesPastErrors() ? r2 + 1 : r2);
      assertThat(markers())
          .containsExactlyElementsOf(
              host.archivesPastErrors()
                  ? List.of("main.full-pending.repo1", "main.restored")
                  : List.of("main.full-pending.repo1", "main.full-pending.repo2", "main.restored"));
      assertThat(box.read(STATE + "main.restored"))
          .matches("restored [0-9]{8}-[0-9]{6}F from repo2 at 20[0-9T:+-]*\n");
      assertThat(box.property(BACKUP, "ActiveState")).isEqualTo("failed");
    } finally {
      host.mountNas();
    }

    box.start(BACKUP).succeeded();

    assertThat(host.backups(1)).isEqualTo(nas + 1);
    assertThat(host.backups(2)).isEqualTo(r2 + 1);
    assertThat(markers()).containsExactly("main.restored");
  }

  @Test
  void startsNothingOnHalfADirectory() {
    box.run("systemctl", "stop", POSTGRESQL).succeeded();
    box.run("rm", host.dataDir() + "/global/pg_control").succeeded();

    refuses("is neither empty nor a whole cluster, and is left as it is");
  }

  @Test
  void startsNothingAfterARestoreThatWasInterrupted() {
    loseEverything();
    String file = blockRestore();
    try {
      box.run("systemctl", "start", "--no-block", POSTGRESQL).succeeded();
      Await.until(
          "it restores", SOON, () -> box.run("test", "-e", host.dataDir() + "/base").status() == 0);
      box.run("systemctl", "kill", "--signal=KILL", "--kill-whom=all", BOOTSTRAP).succeeded();
      host.awaitEnd(BOOTSTRAP);
    } finally {
      box.run("mv", file + ".good", file).succeeded();
    }
    assertThat(box.property(BOOTSTRAP, "Result")).isEqualTo("signal");
    assertThat(markers()).contains("main.in-progress");

    refuses("a restore into " + host.dataDir() + " was interrupted (restoring ");
  }

  @Test
  void endsNoRecoveryWhereWalCannotBeHad() {
    String rows = rows();
    loseEverything();
    box.start(BOOTSTRAP).succeeded();
    host.unmountNas();
    try {
      assertThat(box.start(POSTGRESQL).status()).isEqualTo(1);

      assertThat(box.property(POSTGRESQL, "ActiveState")).isEqualTo("failed");
      assertThat(box.journal(POSTGRESQL)).contains("FATAL:  could not restore file");
    } finally {
      host.mountNas();
    }
    box.start(POSTGRESQL).succeeded();
    host.awaitJobs();

    assertThat(rows()).isEqualTo(rows);
  }

  @Test
  void leavesAnotherClusterToTheCreationOfTheStanza() {
    lose();
    host.cluster().create();
    try {
      box.start(POSTGRESQL).succeeded();

      assertThat(box.run("systemctl", "restart", CREATE).status()).isEqualTo(1);
      assertThat(box.property(CREATE, "ExecMainStatus")).isEqualTo("28");
    } finally {
      box.run("systemctl", "stop", POSTGRESQL).succeeded();
    }
  }

  @Test
  void makesNoNewClusterWhereThereIsNoBackup(@TempDir Path scratch) throws IOException {
    try (BootedHost fresh = prepare(root, scratch)) {
      fresh.putSecret(S3Server.KEY);
      fresh.box().run("rm", "-r", fresh.dataDir()).succeeded();

      fresh.box().run("systemctl", "start", "multi-user.target");

      assertThat(fresh.box().property(BOOTSTRAP, "Result")).isEqualTo("exit-code");
      assertThat(fresh.box().journal(BOOTSTRAP))
          .contains("repo1: it has no backup of stanza main")
          .contains("repo2: it has no backup of stanza main")
          .contains("Where this is a new cluster, deploy it once without bootstrapFromBackup");
      assertThat(fresh.box().property(POSTGRESQL, "ActiveState")).isEqualTo("inactive");
      assertThat(fresh.box().run("ls", "-A", fresh.dataDir()).succeeded()).isEmpty();
      assertThat(fresh.alarms()).contains(BOOTSTRAP);
    }
  }

  /** PostgreSQL must not start; what lies in its directory stays. */
  private void refuses(String why) {
    String before = listing();
    assertThat(box.start(POSTGRESQL).status()).isEqualTo(1);

    assertThat(box.property(POSTGRESQL, "ActiveState")).isEqualTo("inactive");
    assertThat(box.property(BOOTSTRAP, "Result")).isEqualTo("exit-code");
    assertThat(box.journal(BOOTSTRAP)).contains(why);
    assertThat(listing()).isEqualTo(before);
    Await.until("the alarm has gone off", SOON, () -> host.alarms().contains(BOOTSTRAP));
  }

  private String listing() {
    return box.run("find", host.dataDir(), "-printf", "%p %s %T@\n").succeeded();
  }

  /** The cluster is gone as after the loss of a disk. */
  private void lose() {
    box.run("systemctl", "stop", "postgresql.target", POSTGRESQL).succeeded();
    box.run("rm", "-rf", host.dataDir()).succeeded();
  }

  /** The same, and what a boot brings has to come again. */
  private void loseEverything() {
    lose();
    box.run("systemctl", "stop", CREDENTIALS, CREATE).succeeded();
    box.run("rm", "/run/pgbackrest-conf.d/credentials.conf").succeeded();
  }

  /** Has the next restore wait for ever, at one of its files; returns the file. */
  private String blockRestore() {
    String file =
        box.run(
                "sh",
                "-c",
                "find /srv/nas/pgbackrest/backup/main -path '*/pg_data/base/*' -type f"
                    + " -not -name '*.new' | sort | tail -n 1")
            .succeeded()
            .strip();
    box.run("mv", file, file + ".good").succeeded();
    box.run("mkfifo", "--mode=0666", file).succeeded();
    return file;
  }

  private String rows() {
    return host.query("select count(*), sum(i), max(i) from t");
  }

  private String timeline() {
    return host.query("select timeline_id from pg_control_checkpoint()");
  }

  private List<String> markers() {
    return box.run("ls", STATE).succeeded().lines().toList();
  }
}
