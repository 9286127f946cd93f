package io.github.pgbackrest2nix.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.pgbackrest2nix.deployment.CredentialsPlan.SecretFile;
import io.github.pgbackrest2nix.deployment.CredentialsPlan.SecretOption;
import io.github.pgbackrest2nix.deployment.StanzaPlan.Expiry;
import io.github.pgbackrest2nix.deployment.StanzaPlan.JobPlan;
import io.github.pgbackrest2nix.option.OptionCatalog;
import io.github.pgbackrest2nix.testing.Described;
import io.github.pgbackrest2nix.testing.ForgeDescription;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentPlannerTest {
  private static final Deployment FORGE = DeploymentPlanner.plan(ForgeDescription.description());

  @Test
  void everyOptionOfTheConfigurationIsKnownToPgBackRest() {
    OptionCatalog catalog = OptionCatalog.load();

    List<String> unknown =
        FORGE.configuration().sections().stream()
            .flatMap(section -> section.entries().stream())
            .map(entry -> entry.key().replaceFirst("^(repo|pg)\\d+-", "$1-"))
            .filter(name -> catalog.find(name, FORGE.target().pgbackrest()).isEmpty())
            .toList();

    assertThat(unknown).isEmpty();
  }

  @Test
  void aJobOnOneRepositoryIsItsRunAndOneOnSeveralStartsThem() {
    List<String> units =
        FORGE.stanzas().get(0).jobs().stream().map(DeploymentPlannerTest::units).toList();

    assertThat(units)
        .containsExactly(
            "pgbackrest-full-backup -> pgbackrest-full-backup-nas, pgbackrest-full-backup-r2",
            "pgbackrest-diff-backup -> pgbackrest-diff-backup-nas, pgbackrest-diff-backup-r2",
            "pgbackrest-incr-backup",
            "pgbackrest-offsite-incr-backup");
  }

  @Test
  void unitsOfSeveralStanzasCarryTheirNamesOrPrefixes() {
    Deployment deployment =
        DeploymentPlanner.plan(
            Described.by(
                """
                version: 1
                host: db1
                repos:
                  local: { key: 1, path: /var/lib/pgbackrest, retention: { full: 2 } }
                stanzas:
                  b:
                    postgresql: { version: 16, dataDir: /data/b, port: 5433 }
                    unitPrefix: other
                    schedules: { full: { calendar: "02:00" } }
                  a:
                    postgresql: { version: 17, dataDir: /data/a }
                    settings: { pg-user: backup }
                    check: { calendar: weekly }
                    schedules: { full: { calendar: "04:00" } }
                """));

    assertThat(deployment.stanzas())
        .extracting(
            StanzaPlan::name,
            StanzaPlan::stanzaCreate,
            stanza -> stanza.jobs().get(0).unit(),
            stanza -> stanza.maintenance().stream().map(each -> each.unit()).toList())
        .containsExactly(
            tuple(
                "a",
                "pgbackrest-a-stanza-create",
                "pgbackrest-a-full-backup",
                List.of("pgbackrest-a-check")),
            tuple("b", "other-stanza-create", "other-full-backup", List.of()));
    assertThat(deployment.configuration().sections().get(1))
        .isEqualTo(
            new ConfigurationFile.Section(
                "a",
                List.of(
                    new ConfigurationFile.Entry("pg1-path", "/data/a"),
                    new ConfigurationFile.Entry("pg1-port", "5432"),
                    new ConfigurationFile.Entry("pg1-socket-path", "/run/postgresql"),
                    new ConfigurationFile.Entry("pg1-user", "backup"))));
  }

  @Test
  void aBootstrapIsFollowedByAFullBackupToEveryRepository() {
    Deployment host =
        DeploymentPlanner.plan(
            Described.by(
                """
            version: 1
            host: db
            repos:
              local: { key: 1, path: /backup, retention: { full: 2 } }
              nas: { key: 2, path: /mnt/nas/pg, mount: /mnt/nas, retention: { full: 2 } }
            stanzas:
              main:
                postgresql: { version: 16 }
                archive: { async: true }
                bootstrapFromBackup: true
                schedules:
                  full: { calendar: "02:00", whenLocked: skip }
                  monthly: { type: full, calendar: "*-*-01 04:00", repos: [nas] }
            """));

    BootstrapPlan plan = host.stanzas().get(0).bootstrap().orElseThrow();

    assertThat(List.of(plan.unit(), plan.backupUnit(), plan.restored()))
        .containsExactly(
            "pgbackrest-bootstrap",
            "pgbackrest-bootstrap-backup",
            "/var/lib/pgbackrest-bootstrap/main.restored");
    assertThat(plan.fulls())
        .extracting(run -> run.repository().key() + " " + run.unit())
        .containsExactly("1 pgbackrest-full-backup-local", "2 pgbackrest-monthly-backup");
  }

  @Test
  void whatOnlyADisabledRepositoryHasIsNotPlanned() {
    Deployment host =
        DeploymentPlanner.plan(
            Described.by(
                """
                version: 1
                host: db
                repos:
                  local: { key: 1, path: /backup, retention: { full: 2 } }
                  far:
                    key: 3
                    enabled: false
                    type: sftp
                    path: /db
                    host: far.example.org
                    user: backup
                    credentials: { privateKeyFile: /run/id, cipherPass: { file: /run/pass } }
                    retention: { full: 2 }
                stanzas:
                  main:
                    postgresql: { version: 16 }
                    archive: { async: true }
                    objectives: { pitrWindow: 1d, offsitePitrWindow: 1d }
                    bootstrapFromBackup: true
                    schedules:
                      full: { calendar: "02:00" }
                      incr: { calendar: hourly, repos: [far] }
                      diff: { calendar: "12:00", repos: [local] }
                    restoreDrill: { far: { calendar: weekly }, local: { calendar: weekly } }
                """));
    StanzaPlan main = host.stanzas().get(0);

    assertThat(host.repositories()).extracting(RepositoryPlan::label).containsExactly("repo1");
    assertThat(host.disabled()).extracting(RepositoryPlan::label).containsExactly("repo3");
    assertThat(host.credentials()).isEmpty();
    assertThat(main.jobs())
        .extracting(DeploymentPlannerTest::units)
        .containsExactly(
            "pgbackrest-full-backup -> pgbackrest-full-backup-local", "pgbackrest-diff-backup");
    assertThat(main.drills())
        .extracting(drill -> drill.repository().name())
        .containsExactly("local");
    assertThat(main.bootstrap().orElseThrow().fulls())
        .extracting(run -> run.unit())
        .containsExactly("pgbackrest-full-backup-local");
    assertThat(host.configuration().toString()).doesNotContain("repo3");
    assertThat(host.monitoring().orElseThrow().declaration().stanzas())
        .allSatisfy(
            stanza -> {
              assertThat(stanza.repos()).hasSize(1);
              assertThat(stanza.offsitePitrWindow()).isEmpty();
            });
    assertThat(host.monitoring().orElseThrow().alerts().toString())
        .doesNotContain("repo3", "offsite");
    assertThat(host.identity().repositories())
        .extracting(each -> each.label() + " " + each.enabled())
        .containsExactly("repo1 true", "repo3 false");
  }

  @Test
  void secretsComeOutOfFilesThatAreNamedOnce() {
    SecretFile file = new SecretFile("secret1", "/run/secrets/restic/r2-prod-env");

    assertThat(FORGE.credentials())
        .contains(
            new CredentialsPlan(
                List.of(file),
                List.of(
                    new SecretOption("repo2-s3-key", file, Optional.of("AWS_ACCESS_KEY_ID")),
                    new SecretOption(
                        "repo2-s3-key-secret", file, Optional.of("AWS_SECRET_ACCESS_KEY")))));
  }

  @Test
  void theConfigurationHoldsNoSecret() {
    assertThat(FORGE.configuration().toString())
        .doesNotContain("/run/secrets", "repo2-s3-key,", "s3-key-secret");
  }

  @Test
  void aRunHasTimeForTheLockTheBackupAndAllItsTries() {
    List<Duration> limits =
        FORGE.stanzas().get(0).jobs().stream().map(job -> job.runs().get(0).timeout()).toList();

    // Three times: an hour for the lock, six hours at least, two minutes before the next try.
    Duration each = Duration.ofMinutes(60 + 6 * 60 + 2).multipliedBy(3);
    assertThat(limits).containsExactly(each, each, each, each);
  }

  @Test
  void theLockIsWaitedForAsLongAsTheLongestRunMayTakeTwice() {
    Deployment deployment =
        DeploymentPlanner.plan(
            Described.withSchedules(
                "UTC",
                "{ full: { calendar: weekly, expectedDuration: 5h }, incr: { calendar: daily } }"));

    assertThat(deployment.stanzas().get(0).lockWait()).isEqualTo(Duration.ofHours(10));
  }

  @ParameterizedTest
  @CsvSource({
    "2.59, true, WITH_BACKUP",
    "2.60, true, AFTER_BACKUP",
    "2.61, true, AFTER_BACKUP",
    "2.59, false, NEVER",
    "2.60, false, NEVER"
  })
  void expiryIsACommandOfItsOwnWhereThatSparesSoundBackups(
      String release, boolean auto, Expiry expected) {
    Deployment deployment =
        DeploymentPlanner.plan(
            Described.by(
                """
            version: 1
            host: db
            target: { pgbackrest: "%s" }
            repos: { local: { key: 1, path: /backup, retention: { full: 2 } } }
            stanzas:
              main:
                postgresql: { version: 16 }
                expire: { calendar: weekly }
                schedules: { full: { calendar: daily, expireAuto: %s } }
            """
                    .formatted(release, auto)));

    assertThat(deployment.stanzas().get(0).jobs().get(0).expiry()).isEqualTo(expected);
  }

  private static String units(JobPlan job) {
    Stream<String> runs = job.runs().stream().map(run -> run.unit());
    return job.umbrella() ? job.unit() + " -> " + String.join(", ", runs.toList()) : job.unit();
  }
}
