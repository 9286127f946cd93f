package io.github.pgbackrest2nix.it;

import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.Machine;
import io.github.pgbackrest2nix.testing.PgBackRest;
import io.github.pgbackrest2nix.testing.PostgresCluster;
import io.github.pgbackrest2nix.testing.RenderedHost;
import io.github.pgbackrest2nix.testing.Runbook;
import io.github.pgbackrest2nix.testing.S3Server;
import io.github.pgbackrest2nix.testing.StandInSystemd;
import io.github.pgbackrest2nix.testing.StandInSystemd.PostgresPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The host of the example description with everything that is rendered from it, on a machine with
 * PostgreSQL and pgBackRest. Nothing is written by hand but what stands below.
 */
record Forge(
    Machine machine,
    RenderedHost rendered,
    PostgresPlace place,
    PgBackRest pgBackRest,
    StandInSystemd systemd) {
  static final String BUCKET = "nix-homelab-prod-servers";
  static final String STANZA = "main";
  static final int NAS = 1;
  static final int R2 = 2;
  static final int USUAL_PATIENCE = 5;
  static final String MOUNT = "/mnt/nas-backup";
  static final String NAS_FOLDER = MOUNT + "/pgbackrest";

  private static final Path EXAMPLE = Path.of("examples/forge/forge.yaml");
  private static final int PORT = 5432;

  /** Renders the forge for the programs of the root, and installs it; PostgreSQL is not there. */
  static Forge install(Machine machine, DebianRoot root, S3Server s3, Path scratch)
      throws IOException {
    var pgBackRest = new PgBackRest(machine);
    String version = pgBackRest.version();
    int major = root.postgresqlMajor();
    var place = new PostgresPlace(major, "/var/lib/postgresql/16/main");
    RenderedHost rendered =
        RenderedHost.of(description(place, version), version, nixosHost(place), scratch);
    var forge =
        new Forge(
            machine, rendered, place, pgBackRest, StandInSystemd.install(machine, rendered, place));
    forge.bringWhatTheHostHas();
    forge.leadToTheTestServer(s3, USUAL_PATIENCE);
    return forge;
  }

  /** A new and empty cluster with the rendered settings, not started. */
  PostgresCluster createCluster(DebianRoot root) {
    PostgresCluster cluster = PostgresCluster.create(machine, root, place.dataFolder(), PORT);
    cluster.configure(rendered.postgresqlSettings());
    return cluster;
  }

  Runbook runbook() throws IOException {
    return new Runbook(rendered.file("RUNBOOK.md"));
  }

  /** The example, but for the versions that this machine has. */
  private static String description(PostgresPlace place, String version) throws IOException {
    String text = Files.readString(EXAMPLE);
    text = replaceOnce(text, "version: 16,", "version: %d,".formatted(place.major()));
    return replaceOnce(
        text,
        "pgbackrest: \"2.58\"",
        "pgbackrest: \"%s\"".formatted(version.replaceFirst("^(\\d+\\.\\d+).*", "$1")));
  }

  private static String nixosHost(PostgresPlace place) {
    return """
    { pkgs, ... }:
    {
      services.postgresql = {
        enable = true;
        package = pkgs.postgresql_%d;
        dataDir = "%s";
      };
      %s
    }
    """
        .formatted(place.major(), place.dataFolder(), DescribedHost.TEMPLATE);
  }

  /** The mounted file server and the secret. */
  private void bringWhatTheHostHas() {
    machine.run("mkdir", "-p", MOUNT).succeeded();
    machine.run("mount", "-t", "tmpfs", "nas", MOUNT).succeeded();
    String secret = "/run/secrets/restic/r2-prod-env";
    machine.write(
        secret,
        "AWS_ACCESS_KEY_ID=%s\nAWS_SECRET_ACCESS_KEY=%s\n"
            .formatted(S3Server.KEY, S3Server.SECRET));
    machine.run("chmod", "0400", secret).succeeded();
  }

  /**
   * The object store of the description is far away: its name leads to the test's server.
   *
   * @param patience seconds after which pgBackRest gives up one try of several to reach it
   */
  void leadToTheTestServer(S3Server s3, int patience) {
    String authority = "/etc/pgbackrest/test-ca.crt";
    machine.write(authority, s3.authority());
    pgBackRest.include(
        "test-server.conf",
        """
        [global]
        io-timeout=%d
        repo2-storage-host=%s
        repo2-storage-port=%d
        repo2-storage-ca-file=%s
        """
            .formatted(patience, S3Server.HOST, s3.port(), authority));
  }

  private static String replaceOnce(String text, String old, String replacement) {
    if (text.split(Pattern.quote(old), -1).length != 2) {
      throw new AssertionError("not once in the description: " + old);
    }
    return text.replace(old, replacement);
  }
}
