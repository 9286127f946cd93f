package io.github.pgbackrest2nix.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.forecast.Forecast;
import io.github.pgbackrest2nix.metric.JobMetrics;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.testing.Described;
import io.github.pgbackrest2nix.testing.ForgeDescription;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertPlannerTest {
  private static final List<Alert> FORGE = plan(ForgeDescription.description());

  @Test
  void theForgeHasTheseRulesForEachOfItsRepositories() {
    assertThat(FORGE.stream().map(AlertPlannerTest::title))
        .containsExactly(
            "PostgreSQLBackupMetricsMissing main repo1",
            "PostgreSQLBackupMetricsMissing main repo2",
            "PostgreSQLBackupMetricsStale",
            "PostgreSQLBackupCollectionFailing main repo1",
            "PostgreSQLBackupCollectionFailing main repo2",
            "PostgreSQLBackupStanzaUnhealthy main",
            "PostgreSQLBackupRepositoryUnhealthy main repo1",
            "PostgreSQLBackupRepositoryUnhealthy main repo2",
            "PostgreSQLBackupNever main repo1",
            "PostgreSQLBackupNever main repo2",
            "PostgreSQLBackupStale main repo1",
            "PostgreSQLBackupStale main repo2",
            "PostgreSQLDifferentialBackupStale main repo1",
            "PostgreSQLDifferentialBackupStale main repo2",
            "PostgreSQLIncrementalBackupStale main repo1",
            "PostgreSQLIncrementalBackupStale main repo2",
            "PostgreSQLBackupRunningTooLong main",
            "PostgreSQLBackupUnitFailed main repo1 pgbackrest-diff-backup-nas.service",
            "PostgreSQLBackupUnitFailed main repo1 pgbackrest-full-backup-nas.service",
            "PostgreSQLBackupUnitFailed main repo1 pgbackrest-incr-backup.service",
            "PostgreSQLBackupUnitFailed main repo2 pgbackrest-diff-backup-r2.service",
            "PostgreSQLBackupUnitFailed main repo2 pgbackrest-full-backup-r2.service",
            "PostgreSQLBackupUnitFailed main repo2 pgbackrest-offsite-incr-backup.service",
            "PostgreSQLBackupErrors main repo1",
            "PostgreSQLBackupErrors main repo2",
            "PostgreSQLBackupSizeDropped main repo1",
            "PostgreSQLBackupSizeDropped main repo2",
            "PostgreSQLFullBackupMissingForCurrentSystem main repo1",
            "PostgreSQLFullBackupMissingForCurrentSystem main repo2",
            "PostgreSQLWalArchivingStalled main",
            "PostgreSQLWalArchiveFailing main",
            "PostgreSQLBackupRepositoryWalLag main repo1",
            "PostgreSQLBackupRepositoryWalLag main repo2",
            "PostgreSQLArchiveCommandChanged main",
            "PostgreSQLWalNotInRepository main repo1",
            "PostgreSQLWalNotInRepository main repo2",
            "PostgreSQLRpoExceeded main repo1",
            "PostgreSQLRpoExceeded main repo2",
            "PostgreSQLWalGap main repo1",
            "PostgreSQLWalGap main repo2",
            "PostgreSQLBackupRetentionNotEnforced main repo1",
            "PostgreSQLBackupRetentionNotEnforced main repo2",
            "PostgreSQLTooFewBackups main repo1",
            "PostgreSQLTooFewBackups main repo2",
            "PostgreSQLPitrWindowShort main any",
            "PostgreSQLPitrWindowShort main offsite",
            "PostgreSQLRestoreDrillFailed main repo1",
            "PostgreSQLRestoreDrillFailed main repo2",
            "PostgreSQLRestoreDrillStale main repo1",
            "PostgreSQLRestoreDrillStale main repo2",
            "PostgreSQLRestoreDrillNever main repo1",
            "PostgreSQLRestoreDrillNever main repo2",
            "PostgreSQLRestoreLosesTooMuch main repo1",
            "PostgreSQLRestoreLosesTooMuch main repo2",
            "PostgreSQLBackupCheckFailed main pgbackrest-check.service",
            "PostgreSQLBackupCredentialsFailed pgbackrest-credentials.service",
            "PostgreSQLBackupSpaceLow",
            "PostgreSQLBackupSpaceRunsOut",
            "PostgreSQLBackupSpaceUnknown",
            "PostgreSQLBackupRepoLarge main repo1",
            "PostgreSQLBackupRepoLarge main repo2");
  }

  @Test
  void anAgeThatSuitsOneRepositoryLeavesTheOtherToItsSchedule() {
    // Two hours suit the hourly backups to the NAS; those to R2 are a day apart, 25 hours in
    // autumn, with up to 15 minutes of delay, a minute of systemd's and 15 until it is collected.
    long daily = Duration.ofHours(25).plusMinutes(15 + 1 + 15).toSeconds();

    assertThat(expressions("PostgreSQLIncrementalBackupStale"))
        .containsExactly(
            sinceLastIncrementalOrOldest(1) + " > 7200",
            sinceLastIncrementalOrOldest(2) + " > " + daily);
  }

  @Test
  void anIncrementalBackupThatIsSoonGoneWithItsDifferentialOneIsNotMissed() {
    List<Alert> alerts =
        plan(
            Described.by(
                """
                version: 1
                host: db1
                repos:
                  local: { key: 1, path: /var/lib/pgbackrest, retention: { full: 2, diff: 1 } }
                stanzas:
                  main:
                    postgresql: { version: 16 }
                    schedules:
                      full: { calendar: "Sun 01:00" }
                      diff: { calendar: "03:00" }
                      incr: { calendar: "15:00" }
                """));

    assertThat(
            alerts.stream()
                .filter(alert -> alert.name().equals("PostgreSQLIncrementalBackupStale")))
        .extracting(Alert::expression)
        .containsExactly(
            "time() - pgbackrest_last_backup_timestamp_seconds{stanza=\"main\",repo=\"repo1\","
                + "backup_type=\"incr\",basis=\"effective\",hostname=\"db1\"} > 87360");
  }

  @ParameterizedTest
  @CsvSource({"1000, 500", "64MiB, 33554432", "2GB, 1073741824", "4PiB, 2251799813685248"})
  void halfOfTheQueueThatMayWaitIsMuch(String limit, long half) {
    List<Alert> alerts =
        plan(
            Described.by(
                """
                version: 1
                host: db1
                commandSettings: { archive-push: { archive-push-queue-max: %s } }
                repos:
                  local: { key: 1, path: /var/lib/pgbackrest, retention: { full: 2 } }
                stanzas:
                  main:
                    postgresql: { version: 16 }
                    schedules: { full: { calendar: daily } }
                """
                    .formatted(limit)));

    assertThat(alerts.stream().filter(alert -> alert.name().equals("PostgreSQLWalQueueFilling")))
        .extracting(Alert::expression)
        .containsExactly("pgbackrest_wal_ready_bytes{stanza=\"main\",hostname=\"db1\"} > " + half);
  }

  @Test
  void fullBackupsThatDoNotExpireAtOnceMayBeMoreThanAreKept() {
    List<Alert> alerts =
        plan(
            Described.by(
                """
                version: 1
                host: db1
                repos:
                  local: { key: 1, path: /var/lib/pgbackrest, retention: { full: 2 } }
                stanzas:
                  main:
                    postgresql: { version: 16 }
                    schedules: { full: { calendar: daily, expireAuto: false } }
                    expire: { calendar: "Sun 12:00" }
                """));

    assertThat(alerts)
        .extracting(Alert::name)
        .doesNotContain("PostgreSQLBackupRetentionNotEnforced");
  }

  @Test
  void everyRuleHasACaseInWhichItFiresAndOneInWhichItIsSilent() {
    assertThat(FORGE)
        .allSatisfy(
            alert -> assertThat(alert.cases()).extracting(AlertCase::fires).contains(true, false));
  }

  @Test
  void thePromisedRpoIsHeldAgainstEachRepository() {
    assertThat(expressions("PostgreSQLRpoExceeded"))
        .containsExactly(
            "pgbackrest_wal_unarchived_seconds"
                + "{stanza=\"main\",repo=\"repo1\",hostname=\"forge\"} > 300",
            "pgbackrest_wal_unarchived_seconds"
                + "{stanza=\"main\",repo=\"repo2\",hostname=\"forge\"} > 300");
  }

  @Test
  void theLimitOfARepositoryIsInBytesAndCountsWal() {
    String repo = "{stanza=\"main\",repo=\"repo1\",hostname=\"forge\"}";
    assertThat(expressions("PostgreSQLBackupRepoLarge").get(0))
        .isEqualTo(
            "BACKUPS + (WAL or BACKUPS * 0) > 100e9"
                .replace("BACKUPS", "pgbackrest_repo_size_bytes" + repo)
                .replace("WAL", "pgbackrest_repo_wal_bytes" + repo));
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
    List<Alert> alerts = plan(Described.withSchedules(zone, schedules));

    assertThat(alerts.stream().filter(alert -> alert.name().equals("PostgreSQLBackupStale")))
        .extracting(Alert::expression)
        .containsExactly(
            "time() - pgbackrest_last_full_backup_timestamp"
                + "{stanza=\"main\",repo=\"repo1\",hostname=\"db1\"} > "
                + allowed.toSeconds());
  }

  @Test
  void aRepositoryThatGetsNoIncrementalBackupsHasNoRuleForThem() {
    List<Alert> alerts = plan(Described.withSchedules("UTC", "{ full: { calendar: daily } }"));

    assertThat(alerts.stream().map(Alert::name).distinct())
        .containsExactly(
            "PostgreSQLBackupMetricsMissing",
            "PostgreSQLBackupMetricsStale",
            "PostgreSQLBackupCollectionFailing",
            "PostgreSQLBackupStanzaUnhealthy",
            "PostgreSQLBackupRepositoryUnhealthy",
            "PostgreSQLBackupNever",
            "PostgreSQLBackupStale",
            "PostgreSQLBackupRunningTooLong",
            "PostgreSQLBackupUnitFailed",
            "PostgreSQLBackupErrors",
            "PostgreSQLBackupSizeDropped",
            "PostgreSQLFullBackupMissingForCurrentSystem",
            "PostgreSQLWalArchivingStalled",
            "PostgreSQLArchiveCommandChanged",
            "PostgreSQLWalNotInRepository",
            "PostgreSQLWalGap",
            "PostgreSQLBackupRetentionNotEnforced",
            "PostgreSQLTooFewBackups",
            "PostgreSQLBackupSpaceLow",
            "PostgreSQLBackupSpaceRunsOut",
            "PostgreSQLBackupSpaceUnknown");
  }

  @Test
  void servicesAreToldOfInAFileAndByAServer() {
    String described =
        """
        version: 1
        host: db1
        metrics: %s
        repos:
          local: { key: 1, path: /var/lib/pgbackrest, retention: { full: 2 } }
        stanzas:
          main:
            postgresql: { version: 16 }
            schedules: { full: { calendar: daily } }
            check: { calendar: weekly }
        """;
    List<String> metrics =
        List.of(
            "{ textfile: null, listen: \"127.0.0.1:9854\" }",
            "{ textfile: /var/lib/node_exporter/pgbackrest.prom }");

    assertThat(metrics)
        .allSatisfy(
            each ->
                assertThat(aboutServices(described.formatted(each)))
                    .containsExactly(
                        "PostgreSQLBackupUnitFailed main repo1 pgbackrest-full-backup.service",
                        "PostgreSQLBackupCheckFailed main pgbackrest-check.service"));
  }

  private static List<String> aboutServices(String description) {
    return plan(Described.by(description)).stream()
        .filter(alert -> alert.expression().contains(JobMetrics.SUCCESS.name()))
        .map(AlertPlannerTest::title)
        .toList();
  }

  @Test
  void anAlertWaitsForTwoCollections() {
    assertThat(FORGE).extracting(Alert::pending).containsOnly(Duration.ofMinutes(30));
  }

  @Test
  void severitiesAreTheDescriptionsWhereItHasThem() {
    List<Alert> alerts =
        plan(
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
        .contains(
            "PostgreSQLBackupMetricsMissing warning",
            "PostgreSQLBackupErrors critical",
            "PostgreSQLBackupNever page",
            "PostgreSQLBackupStale critical");
  }

  private static String sinceLastIncrementalOrOldest(int repo) {
    String labels = "{stanza=\"main\",repo=\"repo" + repo + "\",hostname=\"forge\"}";
    return "time() - (pgbackrest_last_incr_backup_timestamp"
        + labels
        + " or pgbackrest_pitr_oldest_timestamp_seconds"
        + labels
        + ")";
  }

  private static String title(Alert alert) {
    return Stream.concat(Stream.of(alert.name()), alert.subject().stream().map(Alert.Label::value))
        .collect(Collectors.joining(" "));
  }

  private static List<String> expressions(String alert) {
    return FORGE.stream().filter(each -> each.name().equals(alert)).map(Alert::expression).toList();
  }

  private static List<Alert> plan(Description description) {
    return AlertPlanner.plan(new Forecast(description));
  }
}
