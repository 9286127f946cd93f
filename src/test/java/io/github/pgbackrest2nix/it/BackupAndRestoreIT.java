package io.github.pgbackrest2nix.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.BackupAndRestore;
import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.IsolatedRoot;
import io.github.pgbackrest2nix.testing.Machine;
import io.github.pgbackrest2nix.testing.PgBackRest;
import io.github.pgbackrest2nix.testing.PostgresCluster;
import io.github.pgbackrest2nix.testing.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A database that is backed up to two repositories survives what backups are made for. */
final class BackupAndRestoreIT {
  private static final int NAS = 1;
  private static final int R2 = 2;
  private static final String NAS_PATH = "/mnt/nas-backup/pgbackrest";

  @ParameterizedTest
  @EnumSource(DebianRoot.class)
  void survivesADroppedTableAndTheLossOfARepository(DebianRoot root) throws IOException {
    try (S3Server s3 = S3Server.withBucket("nix-homelab-prod-servers");
        Machine machine = IsolatedRoot.over(root);
        PostgresCluster cluster =
            PostgresCluster.create(machine, root, "/var/lib/postgresql/16/main", 5432)) {
      PgBackRest pgBackRest = install(machine, s3);
      cluster.configure(
          Map.of(
              "archive_mode", "on", "archive_command", "pgbackrest --stanza=main archive-push %p"));
      cluster.start();
      var life = new BackupAndRestore(cluster, pgBackRest, "main");

      String beforeTheDrop = backUpToBoth(life);
      life.dropTable();
      life.archiveAll();
      life.restoreInPlace(NAS, beforeTheDrop);
      assertThat(life.rows()).containsExactly("1|rent", "2|salary", "3|bread");

      life.backUp(R2, "full");
      life.insert(4, "books");
      assertThat(life.archives(R2, life.archiveAll())).isTrue();
      life.restoreAfterLosing(NAS_PATH, R2);
      assertThat(life.rows()).containsExactly("1|rent", "2|salary", "3|bread", "4|books");
    }
  }

  /** Backs up between inserts; returns a time after the last of them. */
  private static String backUpToBoth(BackupAndRestore life) {
    life.createStanza();
    life.check();
    life.createTable();
    life.insert(1, "rent");
    String segment = life.archiveAll();
    assertThat(life.archives(NAS, segment)).isTrue();
    assertThat(life.archives(R2, segment)).isTrue();

    life.backUp(NAS, "full");
    life.backUp(R2, "full");
    life.insert(2, "salary");
    life.backUp(NAS, "diff");
    life.backUp(R2, "diff");
    life.insert(3, "bread");
    life.backUp(NAS, "incr");
    assertThat(life.typesOfBackups(NAS)).containsExactly("full", "diff", "incr");
    assertThat(life.typesOfBackups(R2)).containsExactly("full", "diff");
    return life.now();
  }

  private static PgBackRest install(Machine machine, S3Server s3) throws IOException {
    var pgBackRest = new PgBackRest(machine);
    pgBackRest.folders(NAS_PATH, "/var/spool/pgbackrest", "/var/log/pgbackrest");
    pgBackRest.configure(resource("/flow/pgbackrest.conf"));
    pgBackRest.include(
        "credentials.conf",
        """
        [global]
        repo2-s3-key=%s
        repo2-s3-key-secret=%s
        """
            .formatted(S3Server.KEY, S3Server.SECRET));
    // The object store of the configuration is far away: this leads its name to the test's server.
    machine.write("/etc/pgbackrest/test-ca.crt", s3.authority());
    pgBackRest.include(
        "test-server.conf",
        """
        [global]
        io-timeout=5
        repo2-storage-host=%s
        repo2-storage-port=%d
        repo2-storage-ca-file=/etc/pgbackrest/test-ca.crt
        """
            .formatted(S3Server.HOST, s3.port()));
    return pgBackRest;
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(BackupAndRestoreIT.class.getResourceAsStream(name), name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
