package io.github.pgbackrest2nix.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.RenderedUnits;
import io.github.pgbackrest2nix.testing.SystemdBox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that has lost its data directory, and whose repositories hang rather than refuse. */
abstract class BootedBootstrapTroubleIT {
  static final class TrixieIT extends BootedBootstrapTroubleIT {
    TrixieIT() {
      super(DebianRoot.TRIXIE);
    }
  }

  static final class SidIT extends BootedBootstrapTroubleIT {
    SidIT() {
      super(DebianRoot.SID);
    }
  }

  private static final String BOOTSTRAP = "pgbackrest-bootstrap.service";
  private static final String POSTGRESQL = "postgresql.service";
  private static final String TIMEOUT = RenderedUnits.PATH_PACKAGE + "/bin/timeout";

  /** Of the object store all waiting is bounded by io-timeout, which is five seconds here. */
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final DebianRoot root;

  BootedBootstrapTroubleIT(DebianRoot root) {
    this.root = root;
  }

  @Test
  void givesUpOnWhatHangs(@TempDir Path scratch) throws IOException {
    try (BootedHost host =
        BootedHost.prepare(root, scratch, BootedBootstrapTroubleIT::storeBeforeNas)) {
      SystemdBox box = host.box();
      host.bootWithoutPauses();
      host.query("create table t as select 7 as i");
      box.start("pgbackrest-full-backup.service").succeeded();
      host.query("insert into t values (8)");
      assertThat(host.archivesAll()).isTrue();
      lose(host);
      host.hangStore();

      long start = System.nanoTime();
      box.start(POSTGRESQL).succeeded();

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
      assertThat(box.journal(BOOTSTRAP))
          .containsPattern("repo2: it does not answer: \\[")
          .containsPattern("restoring \\S+ from repo3 into ");
      assertThat(host.query("select sum(i) from t")).isEqualTo("15");

      lose(host);
      box.run("find", "/srv/nas/pgbackrest/archive/main", "-name", "0*-*", "-delete").succeeded();
      doesNotStart(host, "repo3: it has no WAL for its newest backup\n");

      hangNas(box);
      doesNotStart(host, "repo3: it does not answer\n");
    }
  }

  private static String storeBeforeNas(String text) {
    return text.replace("    key: 1 ", "    key: 3 ")
        .replace("    check: ", "    bootstrapFromBackup: true\n    check: ");
  }

  private static void doesNotStart(BootedHost host, String reason) {
    SystemdBox box = host.box();

    assertThat(box.start(POSTGRESQL).status()).isEqualTo(1);

    assertThat(box.property(POSTGRESQL, "ActiveState")).isEqualTo("inactive");
    assertThat(box.journal(BOOTSTRAP))
        .contains(reason, "so PostgreSQL does not start with an empty ");
    assertThat(box.run("ls", "-A", host.dataDir()).succeeded()).isEmpty();
  }

  private static void lose(BootedHost host) {
    SystemdBox box = host.box();
    box.run("systemctl", "kill", "--signal=KILL", "--kill-whom=all", POSTGRESQL).succeeded();
    box.run("systemctl", "stop", "pgbackrest-bootstrap-backup.service").succeeded();
    box.run("systemctl", "stop", "postgresql.target", POSTGRESQL).succeeded();
    box.run("systemctl", "reset-failed").succeeded();
    box.run("rm", "-rf", host.dataDir()).succeeded();
  }

  /**
   * A file server that is gone: who reads a file waits. The five minutes for that are two seconds.
   */
  private static void hangNas(SystemdBox box) {
    String files = "cd /srv/nas/pgbackrest/backup/main; rm backup.info*; mkfifo -m 0666 ";
    box.run("sh", "-ec", files + "backup.info backup.info.copy").succeeded();
    box.run("rm", TIMEOUT).succeeded();
    box.write(
        TIMEOUT,
        """
        #!/bin/bash
        [ "$2" != 300 ] || set -- "$1" 2 "${@:3}"
        exec /usr/bin/timeout "$@"
        """);
    box.run("chmod", "0755", TIMEOUT).succeeded();
  }
}
