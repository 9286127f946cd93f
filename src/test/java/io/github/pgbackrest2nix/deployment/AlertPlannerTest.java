package io.github.pgbackrest2nix.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Described;
import io.github.pgbackrest2nix.testing.ForgeDescription;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertPlannerTest {
  private static final List<Alert> FORGE = AlertPlanner.plan(ForgeDescription.description());

  @Test
  void theForgeHasTheseRulesForEachOfItsRepositories() {
    assertThat(FORGE.stream().map(alert -> alert.name() + " " + alert.repo()))
        .containsExactly(
            "PostgreSQLBackupMetricsMissing repo1",
            "PostgreSQLBackupMetricsMissing repo2",
            "PostgreSQLBackupCollectionFailing repo1",
            "PostgreSQLBackupCollectionFailing repo2",
            "PostgreSQLBackupNever repo1",
            "PostgreSQLBackupNever repo2",
            "PostgreSQLBackupStale repo1",
            "PostgreSQLBackupStale repo2",
            "PostgreSQLIncrementalBackupStale repo1",
            "PostgreSQLIncrementalBackupStale repo2",
            "PostgreSQLBackupRepoLarge repo1",
            "PostgreSQLBackupRepoLarge repo2");
  }

  @Test
  void anAgeThatSuitsOneRepositoryLeavesTheOtherToItsSchedule() {
    // Two hours suit the hourly backups to the NAS; those to R2 are a day apart, 25 hours in
    // autumn, with up to 15 minutes of delay, a minute of systemd's and 15 until it is collected.
    long daily = Duration.ofHours(25).plusMinutes(15 + 1 + 15).toSeconds();

    assertThat(expressions("PostgreSQLIncrementalBackupStale"))
        .containsExactly(
            "time() - pgbackrest_last_incr_backup_timestamp"
                + "{stanza=\"main\",repo=\"repo1\",hostname=\"forge\"} > 7200",
            "time() - pgbackrest_last_incr_backup_timestamp"
                + "{stanza=\"main\",repo=\"repo2\",hostname=\"forge\"} > "
                + daily);
  }

  @Test
  void theLimitOfARepositoryIsInBytes() {
    assertThat(expressions("PostgreSQLBackupRepoLarge").get(0))
        .isEqualTo(
            "pgbackrest_repo_size_bytes"
                + "{stanza=\"main\",repo=\"repo1\",hostname=\"forge\"} > 100e9");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // longest gap + accuracy + delay + duration + collection interval
        "UTC           | { full: { calendar: \"03:00\" } }                        | PT24H16M",
        "UTC           | { full: { calendar: \"03:00\", randomizedDelay: 30m } }  | PT24H46M",
        "UTC           | { full: { calendar: \"03:00\", expectedDuration: 2h } }  | PT26H16M",
        "Europe/Berlin | { full: { calendar: \"03:00\" } }                        | PT25H16M",
        "UTC           | { full: { calendar: \"Mon,Thu 03:00\" } }                | PT96H16M",
        "UTC           | { full: { calendar: \"Sun 03:00\" }, x: { type: full, calendar: \"Wed 03:00\" } } | PT96H16M"
      })
  void withoutAnAgeTheScheduleTells(String zone, String schedules, Duration allowed) {
    List<Alert> alerts = AlertPlanner.plan(Described.withSchedules(zone, schedules));

    assertThat(alerts.stream().filter(alert -> alert.name().equals("PostgreSQLBackupStale")))
        .extracting(Alert::expression)
        .containsExactly(
            "time() - pgbackrest_last_full_backup_timestamp"
                + "{stanza=\"main\",repo=\"repo1\",hostname=\"db1\"} > "
                + allowed.toSeconds());
  }

  @Test
  void aRepositoryThatGetsNoIncrementalBackupsHasNoRuleForThem() {
    List<Alert> alerts =
        AlertPlanner.plan(Described.withSchedules("UTC", "{ full: { calendar: daily } }"));

    assertThat(alerts.stream().map(Alert::name).distinct())
        .containsExactly(
            "PostgreSQLBackupMetricsMissing",
            "PostgreSQLBackupCollectionFailing",
            "PostgreSQLBackupNever",
            "PostgreSQLBackupStale");
  }

  @Test
  void anAlertWaitsForTwoCollections() {
    assertThat(FORGE).extracting(Alert::pending).containsOnly(Duration.ofMinutes(30));
  }

  @Test
  void severitiesAreTheDescriptionsWhereItHasThem() {
    List<Alert> alerts =
        AlertPlanner.plan(
            Described.by(
                """
                version: 1
                host: db1
                repos:
                  local: { key: 1, path: /var/lib/pgbackrest, retention: { full: 2 } }
                stanzas:
                  main:
                    postgresql: { version: 16 }
                    schedules: { full: { calendar: daily } }
                alerts:
                  severity: { BackupNever: page, PostgreSQLBackupStale: info }
                  overrides: { BackupStale: { severity: critical } }
                """));

    assertThat(alerts.stream().map(alert -> alert.name() + " " + alert.severity()))
        .containsExactly(
            "PostgreSQLBackupMetricsMissing warning",
            "PostgreSQLBackupCollectionFailing warning",
            "PostgreSQLBackupNever page",
            "PostgreSQLBackupStale critical");
  }

  private static List<String> expressions(String alert) {
    return FORGE.stream().filter(each -> each.name().equals(alert)).map(Alert::expression).toList();
  }
}
