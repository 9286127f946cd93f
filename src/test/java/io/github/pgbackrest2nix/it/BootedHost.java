package io.github.pgbackrest2nix.it;

import io.github.pgbackrest2nix.model.PgBackRestVersion;
import io.github.pgbackrest2nix.testing.Await;
import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.InstalledPgBackRest;
import io.github.pgbackrest2nix.testing.Outcome;
import io.github.pgbackrest2nix.testing.RenderedUnits;
import io.github.pgbackrest2nix.testing.Runbook;
import io.github.pgbackrest2nix.testing.S3Server;
import io.github.pgbackrest2nix.testing.SystemdBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A host like the forge of {@code examples}, booted, with everything that its description renders
 * to: its NAS is a folder that is mounted, its object store a server of the test.
 */
final class BootedHost implements AutoCloseable {
  static final String SECRETS = "/run/secrets/restic/r2-prod-env";
  static final String NAS = "/mnt/nas-backup";
  static final Duration SOON = Duration.ofSeconds(20);

  /** For what makes backups or restores. */
  private static final Duration LONG = Duration.ofMinutes(2);

  /** Settings without which the tests would wait for minutes. */
  private static final String IMPATIENT =
      Stream.of("archive-timeout: 10", "io-timeout: 5", "job-retry-interval: 1", "start-fast: true")
          .map(setting -> "  " + setting + "\n")
          .collect(Collectors.joining());

  private static final String AUTHORITY = "/etc/test-ca.crt";
  private static final String BUCKET = "nix-homelab-prod-servers";

  private final S3Server s3;
  private final SystemdBox box;
  private final BootedCluster cluster;
  private final PgBackRestVersion pgBackRest;

  private BootedHost(S3Server s3, SystemdBox box, DebianRoot root) {
    this.s3 = s3;
    this.box = box;
    this.cluster = BootedCluster.of(box, root);
    this.pgBackRest = InstalledPgBackRest.of(root).version();
  }

  /** Boots the host up to where its units may start. */
  static BootedHost prepare(DebianRoot root, Path scratch) throws IOException {
    return prepare(root, scratch, text -> text);
  }

  static BootedHost prepare(DebianRoot root, Path scratch, UnaryOperator<String> change)
      throws IOException {
    S3Server s3 = S3Server.withBucket(BUCKET);
    var host = new BootedHost(s3, SystemdBox.boot(root), root);
    host.install(host.rendered(change, scratch));
    return host;
  }

  /** What the forge's description becomes here after this change, in an empty folder. */
  RenderedUnits rendered(UnaryOperator<String> change, Path scratch) throws IOException {
    String forge = Files.readString(Path.of("examples/forge/forge.yaml"));
    Path configuration =
        Files.writeString(
            scratch.resolve("host.nix"),
            """
            { pkgs, ... }: {
              system.stateVersion = "26.05";
              services.postgresql = {
                enable = true; package = pkgs.postgresql_%d; dataDir = "%s";
              };
              %s
            }
            """
                .formatted(cluster.major(), dataDir(), DescribedHost.TEMPLATE));
    return RenderedUnits.of(
        change.apply(adapted(forge)), configuration.toString(), pgBackRest.toString(), scratch);
  }

  /** The one place where this host differs from the forge. */
  private String adapted(String forge) {
    return forge
            .replace("pgbackrest: \"2.58\"", "pgbackrest: \"%s\"".formatted(pgBackRest))
            .replace("version: 16", "version: " + cluster.major())
            .replace("/var/lib/postgresql/16/main", dataDir())
            .replace(
                "settings: { bundle: true }",
                "settings: { bundle: true, storage-host: %s, storage-port: %d, storage-ca-file: %s }"
                    .formatted(S3Server.HOST, s3.port(), AUTHORITY))
            .replace("process-max: 2\n", "process-max: 2\n" + IMPATIENT)
            .replace("calendar: \"14:00\",", "calendar: \"14:00\", whenLocked: skip,")
        + "onFailure: [ alarm@%n.service ]\n";
  }

  private void install(RenderedUnits units) throws IOException {
    units.installOn(box);
    Files.createDirectories(box.path(units.runtimeJar()).resolveSibling("."));
    Files.copy(Path.of(System.getProperty("exporter.jar", "")), box.path(units.runtimeJar()));
    box.write(AUTHORITY, s3.authority());
    shortenPauses();
    box.run("mkdir", "-p", NAS, "/srv/nas").succeeded();
    mountNas();
    cluster.create();
    cluster.configure(units);
    // Debian's own, which has no cluster to start.
    box.run("systemctl", "stop", "postgresql.service").succeeded();
    box.install(
        Map.of(
            "postgresql.service",
            cluster.service(units),
            "postgresql.target",
            "[Unit]\nRequires=postgresql.service\nAfter=postgresql.service\n",
            "alarm@.service",
            "[Service]\nType=oneshot\nExecStart=/bin/sh -c 'echo %i >>/run/alarms'\n"));
    box.run("systemctl", "add-wants", "multi-user.target", "postgresql.target").succeeded();
    box.run("systemd-tmpfiles", "--create").succeeded();
  }

  /** Tries are two minutes apart: here, until the test says so. */
  void shortenPauses() {
    box.run("rm", RenderedUnits.PATH_PACKAGE + "/bin/sleep").succeeded();
    box.write(
        RenderedUnits.PATH_PACKAGE + "/bin/sleep",
        "#!/bin/sh\nwhile [ ! -e /run/try-now ]; do /usr/bin/sleep 0.05; done\n");
    box.run("chmod", "0755", RenderedUnits.PATH_PACKAGE + "/bin/sleep").succeeded();
  }

  String dataDir() {
    return cluster.dataDir();
  }

  BootedCluster cluster() {
    return cluster;
  }

  /**
   * Whether asynchronous archiving goes on with the next segment where one of the repositories has
   * not taken the last; see pgBackRest's release notes of 2.59.
   */
  boolean archivesPastErrors() {
    return pgBackRest.compareTo(PgBackRestVersion.require("2.59")) < 0;
  }

  SystemdBox box() {
    return box;
  }

  Runbook runbook() {
    return new Runbook(box.read(RenderedUnits.SOURCE + "/RUNBOOK.md"));
  }

  /** Boots with the secret in its place; tries of what fails follow each other at once. */
  void bootWithoutPauses() {
    box.write("/run/try-now", "");
    putSecret(S3Server.KEY);
    enterMultiUser();
  }

  /** The object store takes connections, and never answers. */
  void hangStore() {
    s3.hang();
  }

  /** Starts what a boot starts, and returns when nothing is left to start. */
  void enterMultiUser() {
    box.run("systemctl", "start", "multi-user.target").succeeded();
    awaitJobs();
  }

  /** Waits until systemd has nothing left to start or to stop. */
  void awaitJobs() {
    Await.until(
        "no job is left",
        LONG,
        () -> box.run("systemctl", "list-jobs").output().startsWith("No jobs"));
  }

  /** Waits until what a service was started for has ended, well or not. */
  void awaitEnd(String unit) {
    Await.until(unit + " has ended", LONG, () -> !isAtWork(unit));
  }

  private boolean isAtWork(String unit) {
    // Just after the start without waiting there may be a job for it only.
    String state = box.run("systemctl", "show", "--property=ActiveState,Job", unit).succeeded();
    return state.matches("(?s).*(Job=[1-9]|activating).*");
  }

  void mountNas() {
    box.run("mount", "--bind", "/srv/nas", NAS).succeeded();
  }

  /** Lazily, for PostgreSQL may be at work there. */
  void unmountNas() {
    box.run("umount", "--lazy", NAS).succeeded();
  }

  void putSecret(String key) {
    box.write(
        SECRETS,
        "AWS_ACCESS_KEY_ID=%s\nAWS_SECRET_ACCESS_KEY=\"%s\"\n".formatted(key, S3Server.SECRET));
    box.run("chmod", "0400", SECRETS).succeeded();
  }

  String query(String sql) {
    return box.runAs("postgres", List.of("psql", "-qAtXc", sql)).succeeded().strip();
  }

  /** Ends the current WAL segment; returns its name. */
  String switchWal() {
    // A segment without a record would never be archived.
    query("select pg_logical_emit_message(false, 'test', '')");
    return query("select pg_walfile_name(pg_switch_wal())");
  }

  /** Whether PostgreSQL has been told, since, that all WAL of now is archived. */
  boolean archivesAll() {
    String segment = switchWal();
    Await.until(
        segment + " is archived",
        SOON,
        () ->
            query(
                    "select coalesce(last_archived_wal >= '"
                        + segment
                        + "', false) from pg_stat_archiver")
                .equals("t"));
    return true;
  }

  Outcome pgBackRest(String... arguments) {
    return box.runAs(
        "postgres",
        Stream.concat(Stream.of("pgbackrest", "--stanza=main"), Stream.of(arguments)).toList());
  }

  /** How many backups of all types the repository holds. */
  long backups(int repo) {
    return pgBackRest("--repo=" + repo, "info")
        .succeeded()
        .lines()
        .filter(line -> line.matches(" *(full|diff|incr) backup: .*"))
        .count();
  }

  /** The units whose failure has raised the alarm, one a line, since it was asked the last time. */
  List<String> alarms() {
    List<String> alarms =
        Files.exists(box.path("/run/alarms"))
            ? box.read("/run/alarms").lines().toList()
            : List.of();
    box.write("/run/alarms", "");
    return alarms;
  }

  @Override
  public void close() {
    box.close();
    s3.close();
  }
}
