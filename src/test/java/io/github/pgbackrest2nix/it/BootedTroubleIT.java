package io.github.pgbackrest2nix.it;

import static io.github.pgbackrest2nix.it.BootedHost.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Await;
import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.S3Server;
import io.github.pgbackrest2nix.testing.SystemdBox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that boot without what their backups need. */
abstract class BootedTroubleIT {
  static final class TrixieIT extends BootedTroubleIT {
    TrixieIT() {
      super(DebianRoot.TRIXIE);
    }
  }

  static final class SidIT extends BootedTroubleIT {
    SidIT() {
      super(DebianRoot.SID);
    }
  }

  private static final String INCR = "pgbackrest-incr-backup.service";
  private static final String CREDENTIALS = "pgbackrest-credentials.service";

  /** Longer than PostgreSQL's archiver pauses after three failures, which is a minute. */
  private static final Duration ARCHIVER_PAUSES = Duration.ofMinutes(3);

  @TempDir Path scratch = Path.of("");

  private final DebianRoot root;

  BootedTroubleIT(DebianRoot root) {
    this.root = root;
  }

  @Test
  void catchesUpWhenTheSecretAppears() throws IOException {
    try (BootedHost host = BootedHost.prepare(root, scratch)) {
      SystemdBox box = host.box();
      host.enterMultiUser();
      assertThat(box.property(CREDENTIALS, "ActiveState")).isEqualTo("failed");
      assertThat(box.property("postgresql.service", "ActiveState")).isEqualTo("active");
      String process = box.property("postgresql.service", "MainPID");
      host.switchWal();
      Await.until(
          "archiving has failed",
          SOON,
          () -> host.query("select failed_count > 0 from pg_stat_archiver").equals("t"));
      assertThat(host.query("select archived_count from pg_stat_archiver")).isEqualTo("0");

      host.putSecret(S3Server.KEY);
      box.run("systemctl", "restart", CREDENTIALS).succeeded();
      box.run("systemctl", "start", "--no-block", INCR).succeeded();
      // The first try may come while PostgreSQL's archiver still pauses; the second is after that.
      Await.until(
          "archiving goes on",
          ARCHIVER_PAUSES,
          () -> host.query("select archived_count > 0 from pg_stat_archiver").equals("t"));
      box.write("/run/try-now", "");
      host.awaitEnd(INCR);

      assertThat(box.property(INCR, "Result")).isEqualTo("success");
      assertThat(host.archivesAll()).isTrue();
      assertThat(box.property("postgresql.service", "MainPID")).isEqualTo(process);
    }
  }

  @Test
  void newCredentialsStopNoRunningBackup() throws IOException {
    try (BootedHost host = BootedHost.prepare(root, scratch)) {
      SystemdBox box = host.box();
      host.putSecret(S3Server.KEY);
      host.enterMultiUser();
      box.run("systemctl", "start", "--no-block", INCR).succeeded();
      Await.until(
          "the backup runs", SOON, () -> box.journal(INCR).contains("backup command begin"));
      String invocation = box.property(INCR, "InvocationID");

      box.run("systemctl", "restart", CREDENTIALS).succeeded();

      Await.until(
          "the backup ends", SOON, () -> box.property(INCR, "ActiveState").equals("inactive"));
      assertThat(box.property(INCR, "Result")).isEqualTo("success");
      assertThat(box.property(INCR, "InvocationID")).isEqualTo(invocation);
      assertThat(host.backups(1)).isEqualTo(1);
    }
  }

  @Test
  void seesThatAMountPointIsEmptyThoughItIsTheRepositoryItself() throws IOException {
    try (BootedHost host =
        BootedHost.prepare(
            root,
            scratch,
            text ->
                text.replace(
                    "path: " + BootedHost.NAS + "/pgbackrest", "path: " + BootedHost.NAS))) {
      SystemdBox box = host.box();
      box.run("chown", "postgres:postgres", "/srv/nas").succeeded();
      host.putSecret(S3Server.KEY);
      host.enterMultiUser();
      box.start(INCR).succeeded();
      host.unmountNas();
      host.alarms();

      assertThat(box.start(INCR).status()).isEqualTo(1);

      assertThat(box.property(INCR, "ActiveState")).isEqualTo("failed");
      assertThat(box.journal(INCR)).contains("is not a mountpoint");
      Await.until(
          "the alarm has gone off", SOON, () -> box.read("/run/alarms").lines().count() > 0);
      assertThat(host.alarms()).isEqualTo(List.of(INCR));
    }
  }
}
