package io.github.pgbackrest2nix.render;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What promtool shall find of the forge's rules: each alert in the minute in which it fires, and
 * silent in the minute before. An alert waits for 30 minutes.
 */
final class AlertScenarios {
  private static final String OF = "%s{stanza=\"main\",repo=\"repo%d\",hostname=\"forge\"}";
  private static final String WHERE = ": stanza main, repo%d, forge";

  private AlertScenarios() {}

  /** Returns the entries of {@code tests} in a file of promtool. */
  static List<Map<String, Object>> all() {
    return Stream.of(full(), incremental(1), incremental(2), large(), missing(), failing(), never())
        .flatMap(scenario -> scenario)
        .toList();
  }

  /** The backups of both repositories ended at 0 s; 90000 s are 1500 minutes. */
  private static Stream<Map<String, Object>> full() {
    Alert alert =
        new Alert(
            "PostgreSQLBackupStale",
            "warning",
            "PostgreSQL full backup is stale (>25 hours)" + WHERE,
            "The last one was completed 1d 1h 31m 0s ago.",
            List.of(
                "journalctl -u pgbackrest-full-backup-nas.service -n 100",
                "journalctl -u pgbackrest-full-backup-r2.service -n 100"));
    return Stream.of(
        scenario(
            List.of(
                constant("pgbackrest_last_full_backup_timestamp", 1, "0"),
                constant("pgbackrest_last_full_backup_timestamp", 2, "0")),
            alert.silent(1530),
            alert.fires(1531, 1, 2)));
  }

  /** The limits are 7200 s, as given, and 91860 s, as follows from the schedule. */
  private static Stream<Map<String, Object>> incremental(int repo) {
    boolean first = repo == 1;
    Alert alert =
        new Alert(
            "PostgreSQLIncrementalBackupStale",
            "warning",
            "PostgreSQL incremental backup is stale (>"
                + (first ? "2 hours" : "25 hours 31 minutes")
                + ")"
                + WHERE,
            "There has been none for " + (first ? "2h 31m 0s" : "1d 2h 2m 0s") + ".",
            List.of(
                "journalctl -u pgbackrest-incr-backup.service -n 100",
                "journalctl -u pgbackrest-offsite-incr-backup.service -n 100"));
    int limit = first ? 120 : 1531;
    return Stream.of(
        scenario(
            List.of(constant("pgbackrest_last_incr_backup_timestamp", repo, "0")),
            alert.silent(limit + 30),
            alert.fires(limit + 31, repo)));
  }

  private static Stream<Map<String, Object>> large() {
    Alert alert =
        new Alert(
            "PostgreSQLBackupRepoLarge",
            "info",
            "PostgreSQL backup repository exceeds 100GB" + WHERE,
            "Its backups and its WAL take 93.13GiB.",
            List.of(
                "sudo -u postgres pgbackrest --stanza=main --repo=1 info",
                "sudo -u postgres pgbackrest --stanza=main --repo=2 info"));
    return Stream.of(
        scenario(
            List.of(
                constant("pgbackrest_repo_size_bytes", 1, "100000000000"),
                constant("pgbackrest_repo_size_bytes", 2, "100000000001")),
            alert.silent(29),
            alert.fires(31, 2)));
  }

  private static Stream<Map<String, Object>> missing() {
    Alert alert =
        new Alert(
            "PostgreSQLBackupMetricsMissing",
            "warning",
            "Metrics of PostgreSQL backups are missing" + WHERE,
            "Nothing is known of these backups, and no other alert about them can fire.",
            List.of(
                "systemctl status pgbackrest-metrics.service",
                "systemctl status pgbackrest-metrics.service"));
    return Stream.of(
        scenario(List.of(), alert.silent(29), alert.fires(31, 1, 2)),
        // Another host's metrics are no help.
        scenario(
            List.of(
                constant("pgbackrest_collection_success", 1, "0"),
                series(
                    "pgbackrest_collection_success{stanza=\"main\",repo=\"repo2\",hostname=\"x\"}",
                    "1")),
            alert.silent(29),
            alert.fires(31, 2)));
  }

  private static Stream<Map<String, Object>> failing() {
    Alert alert =
        new Alert(
            "PostgreSQLBackupCollectionFailing",
            "warning",
            "Metrics of PostgreSQL backups cannot be collected" + WHERE,
            "The repository does not answer; all other values about it are the last known ones.",
            List.of(
                "journalctl -u pgbackrest-metrics.service -n 50",
                "journalctl -u pgbackrest-metrics.service -n 50"));
    return Stream.of(
        scenario(
            List.of(
                constant("pgbackrest_collection_success", 1, "1"),
                constant("pgbackrest_collection_success", 2, "0")),
            alert.silent(29),
            alert.fires(31, 2)));
  }

  private static Stream<Map<String, Object>> never() {
    Alert alert =
        new Alert(
            "PostgreSQLBackupNever",
            "critical",
            "There is no full backup of PostgreSQL" + WHERE,
            "The repository answers and holds no full backup: nothing could be restored from it.",
            List.of(
                "journalctl -u pgbackrest-full-backup-nas.service -n 100",
                "journalctl -u pgbackrest-full-backup-r2.service -n 100"));
    return Stream.of(
        // Only the first repository answers, and the second one's backup is not taken for its own.
        scenario(
            List.of(
                constant("pgbackrest_collection_success", 1, "1"),
                constant("pgbackrest_collection_success", 2, "0"),
                constant("pgbackrest_last_full_backup_timestamp", 2, "0")),
            alert.silent(29),
            alert.fires(31, 1)));
  }

  private static Map<String, Object> constant(String metric, int repo, String value) {
    return series(OF.formatted(metric, repo), value);
  }

  private static Map<String, Object> series(String series, String value) {
    return Map.of("series", series, "values", value + "x1600");
  }

  private static Map<String, Object> scenario(
      List<Map<String, Object>> series, Map<String, Object> before, Map<String, Object> after) {
    return Map.of(
        "interval", "1m", "input_series", series, "alert_rule_test", List.of(before, after));
  }

  /**
   * An alert as it is sent.
   *
   * @param summary with the number of the repository to be filled in
   * @param runbooks one for each repository
   */
  private record Alert(
      String name, String severity, String summary, String description, List<String> runbooks) {
    Map<String, Object> silent(int minute) {
      return fires(minute);
    }

    Map<String, Object> fires(int minute, int... repos) {
      return Map.of(
          "eval_time",
          minute + "m",
          "alertname",
          name,
          "exp_alerts",
          IntStream.of(repos).mapToObj(this::sent).toList());
    }

    private Map<String, Object> sent(int repo) {
      return Map.of(
          "exp_labels",
          Map.of(
              "severity", severity, "stanza", "main", "repo", "repo" + repo, "hostname", "forge"),
          "exp_annotations",
          Map.of(
              "summary",
              summary.formatted(repo),
              "description",
              description,
              "runbook",
              runbooks.get(repo - 1)));
    }
  }
}
