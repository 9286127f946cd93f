package io.github.pgbackrest2nix.it;

import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.Ledger;
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
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The host of an example with a repository in an object store, on a machine with PostgreSQL and
 * pgBackRest; the store is a server of the test.
 */
record ObjectStoreHost(
    Machine machine,
    RenderedHost rendered,
    PgBackRest pgBackRest,
    StandInSystemd systemd,
    PostgresCluster cluster)
    implements AutoCloseable {
  private static final int PORT = 5432;
  private static final String AUTHORITY = "/etc/pgbackrest/test-ca.crt";

  /**
   * An example, and what its host has besides.
   *
   * @param repo the key of the repository in the object store
   * @param secrets texts by file
   * @param change what the test wants otherwise in the description
   */
  record Example(
      String name, int repo, Map<String, String> secrets, UnaryOperator<String> change) {}

  /** Renders the example for the programs of the root; PostgreSQL and archiving run after that. */
  static ObjectStoreHost start(
      Machine machine, DebianRoot root, S3Server s3, Path scratch, Example example)
      throws IOException {
    var pgBackRest = new PgBackRest(machine);
    int major = root.postgresqlMajor();
    var place = new PostgresPlace(major, "/var/lib/postgresql/" + major);
    RenderedHost rendered =
        RenderedHost.of(
            description(example, major, pgBackRest.version()),
            pgBackRest.version(),
            """
            { pkgs, ... }: {
              services.postgresql = { enable = true; package = pkgs.postgresql_%d; };
            }
            """
                .formatted(major),
            scratch);
    StandInSystemd systemd = StandInSystemd.install(machine, rendered, place);
    PostgresCluster cluster = PostgresCluster.create(machine, root, place.dataFolder(), PORT);
    cluster.configure(rendered.postgresqlSettings());
    var host = new ObjectStoreHost(machine, rendered, pgBackRest, systemd, cluster);
    example.secrets().forEach(machine::write);
    host.leadToTheTestServer(s3, example.repo());
    host.startUp();
    return host;
  }

  private static String description(Example example, int major, String version) throws IOException {
    Path file = Path.of("examples", example.name(), example.name() + ".yaml");
    String release = version.replaceFirst("^(\\d+\\.\\d+).*", "$1");
    return example
        .change()
        .apply(Files.readString(file))
        .replace("version: 17", "version: " + major)
        .replace("target: { ", "target: { pgbackrest: \"%s\", ".formatted(release));
  }

  private void leadToTheTestServer(S3Server s3, int repo) {
    machine.write(AUTHORITY, s3.authority());
    pgBackRest.include(
        "test-server.conf",
        """
        [global]
        io-timeout=5
        repo%1$d-s3-uri-style=path
        repo%1$d-storage-host=%2$s
        repo%1$d-storage-port=%3$d
        repo%1$d-storage-ca-file=%4$s
        """
            .formatted(repo, S3Server.HOST, s3.port(), AUTHORITY));
  }

  private void startUp() {
    succeeds("pgbackrest-credentials.service");
    succeeds("postgresql.service");
    succeeds("pgbackrest-stanza-create.service");
    succeeds("pgbackrest-check.service");
  }

  void succeeds(String unit) {
    systemd.start(unit).succeeded();
  }

  Ledger ledger() {
    return new Ledger(cluster);
  }

  Runbook runbook() throws IOException {
    return new Runbook(rendered.file("RUNBOOK.md"));
  }

  @Override
  public void close() {
    cluster.close();
  }
}
