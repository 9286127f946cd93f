package io.github.pgbackrest2nix.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each assertion fails on the host that it is about, on no other, and says what to do. */
final class RenderedAssertionsIT {
  /** The option of a module of the host's own. */
  private static final String OLDER =
      "options.modules = lib.mkOption { type = lib.types.attrs; default = { }; };";

  @TempDir Path scratch = Path.of("");

  static List<Example> examples() {
    return Example.all();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void holdOnTheHostThatIsDescribed(Example example) {
    ExampleHost.Answer answer =
        ExampleHost.of(example, scratch).evaluate(ExampleHost.good(example));

    assertThat(answer.failedAssertions()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          services.postgresql.enable = lib.mkForce false; | PostgreSQL is not enabled on this host, so there is nothing to back up: enable services.postgresql, or drop this module from the imports.
          services.postgresql.dataDir = lib.mkForce "/var/lib/postgresql/16"; | services.postgresql.dataDir is not the data directory that is described (/var/lib/postgresql/16/main), so another cluster would be backed up: make the two equal.
          services.postgresql.package = lib.mkForce pkgs.postgresql_17; | services.postgresql.package is not the major version 16 that stanza main describes: after an upgrade of PostgreSQL change the description and read RUNBOOK.md, Upgrade.
          services.postgresql.settings.port = 5433; | services.postgresql.settings.port is not the port 5432 that stanza main describes, so backups would not find the cluster: make the two equal.
          services.postgresql.settings.archive_mode = "off"; | services.postgresql.settings.archive_mode is off, so no WAL reaches the repositories and no backup can be completed: set it to "on".
          services.postgresql.settings.archive_mode = false; | services.postgresql.settings.archive_mode is off, so no WAL reaches the repositories and no backup can be completed: set it to "on".
          services.postgresql.settings.wal_level = "minimal"; | services.postgresql.settings.wal_level is minimal, with which PostgreSQL does not start while archive_mode is on: use replica or logical.
          services.pgbackrest.enable = true; | services.pgbackrest of NixOS is enabled too, and both would own /etc/pgbackrest/pgbackrest.conf and archive_command: turn it off.
          systemd.services.pg-zfs-snapshot.script = "x"; | the service pg-zfs-snapshot of the older set-up is still defined: remove it.
          systemd.services.pg-check-stale-backup-label.script = "x"; | the service pg-check-stale-backup-label of the older set-up is still defined: remove it.
          modules.backup.restic.jobs.postgresql-offsite = true; | the option modules.backup.restic.jobs.postgresql-offsite of the older set-up is still set: remove it.
          modules.backup.restic.jobs.postgresql-offsite.repository = "x"; | the option modules.backup.restic.jobs.postgresql-offsite of the older set-up is still set: remove it.
          """)
  void sayWhatIsWrongWithTheHost(String difference, String message) {
    Example forge = Example.forge();

    ExampleHost.Answer answer =
        ExampleHost.of(forge, scratch).evaluate(ExampleHost.good(forge), OLDER, difference);

    assertThat(answer.failedAssertions()).isEqualTo(List.of("forge.yaml: " + message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "services.postgresql.settings.archive_mode = \"always\";",
        "services.postgresql.settings.archive_mode = true;",
        "services.postgresql.settings.wal_level = \"logical\";",
        "services.postgresql.settings.port = 5432;",
        "modules.backup.restic.jobs.postgresql-offsite = false;",
        "modules.backup.restic.jobs.another = true;",
        "systemd.services.pg-zfs-snapshot-2.script = \"x\";"
      })
  void letStandWhatDoesNoHarm(String difference) {
    Example forge = Example.forge();

    ExampleHost.Answer answer =
        ExampleHost.of(forge, scratch).evaluate(ExampleHost.good(forge), OLDER, difference);

    assertThat(answer.failedAssertions()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2.58, 2.57.9, false",
    "2.58, 2.58, true",
    "2.58, 2.58.1, true",
    "2.58, 2.100, true",
    "2.58.0, 2.58, true",
    "2.59.3, 2.59.2, false",
    "2.59.3, 2.59.3, true",
    "2.59.3, 2.59.10, true",
    "2.59.3, 2.60.0, true",
  })
  void askForThePgBackRestThatTheDescriptionWasCheckedAgainst(
      String target, String version, boolean holds) {
    Example forge = Example.forge();
    Path module =
        Example.write(
            scratch.resolve("module"),
            forge.render(
                forge.text().replace("pgbackrest: \"2.58\"", "pgbackrest: \"" + target + "\"")));

    ExampleHost.Answer answer =
        ExampleHost.of(module, scratch).evaluate(List.of(ExampleHost.good(forge)), version);

    assertThat(answer.failedAssertions())
        .isEqualTo(
            holds
                ? List.of()
                : List.of(
                    "forge.yaml: pkgs.pgbackrest is older than the version "
                        + target
                        + " that the description was checked against, so it may drop options that"
                        + " it does not know and have defects that are not reported: lower"
                        + " target.pgbackrest and render again, or update nixpkgs."));
  }

  @Test
  void followTheStanzaWhoseClusterTheHostRuns() {
    ExampleHost host = ExampleHost.of(new Example("two-stanzas"), scratch);
    String reports = "services.postgresql = { enable = true; package = pkgs.postgresql_17; %s };\n";

    assertThat(host.evaluate(reports.formatted("dataDir = \"/var/lib/postgresql/reports\";")))
        .extracting(ExampleHost.Answer::failedAssertions)
        .isEqualTo(List.of());
    assertThat(host.evaluate(reports.formatted("")).failedAssertions())
        .isEqualTo(
            List.of(
                "two-stanzas.yaml: services.postgresql.dataDir is not the data directory that is"
                    + " described (/var/lib/postgresql/16, /var/lib/postgresql/reports), so another"
                    + " cluster would be backed up: make the two equal."));
  }

  @Test
  void askThatTheClusterThatIsBootstrappedIsTheOneOfTheHost() {
    Example both = new Example("two-stanzas");
    String bootstrapped =
        both.text().replace("    unitPrefix:", "    bootstrapFromBackup: true\n    unitPrefix:");
    Path module = Example.write(scratch.resolve("module"), both.render(bootstrapped));
    String reports =
        "services.postgresql = { enable = true; package = pkgs.postgresql_17;"
            + " dataDir = \"/var/lib/postgresql/reports\"; };\n";

    assertThat(ExampleHost.of(module, scratch).evaluate(reports).failedAssertions())
        .isEqualTo(
            List.of(
                "two-stanzas.yaml: stanza orders says bootstrapFromBackup, but services.postgresql"
                    + " does not run its cluster (/var/lib/postgresql/16), so nothing would restore"
                    + " it: move bootstrapFromBackup to the stanza whose cluster that is."));
    assertThat(ExampleHost.of(module, scratch).evaluate(ExampleHost.good(both)).failedAssertions())
        .isEmpty();
  }
}
