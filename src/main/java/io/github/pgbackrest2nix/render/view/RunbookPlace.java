package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.MonitoringPlan;
import io.github.pgbackrest2nix.model.AlertName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A section of the runbook that another place sends people to.
 *
 * @param title its heading
 * @param anchor what a link to it ends in, as GitHub and most other viewers form it
 */
record RunbookPlace(String title, String anchor) {
  static RunbookPlace of(String title) {
    String words = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "");
    return new RunbookPlace(title, words.replace(' ', '-'));
  }

  /** Returns where whoever sees this alert goes on. */
  static List<RunbookPlace> of(AlertName name, MonitoringPlan plan) {
    List<String> titles =
        switch (name) {
          case METRICS_MISSING, METRICS_STALE -> metrics(plan);
          case STANZA_UNHEALTHY,
              REPOSITORY_UNHEALTHY,
              BACKUP_SIZE_DROPPED,
              RETENTION_NOT_ENFORCED,
              TOO_FEW_BACKUPS,
              PITR_WINDOW_SHORT ->
              List.of("Status");
          case COLLECTION_FAILING -> List.of("Status", "WAL archiving fails");
          case BACKUP_NEVER,
              BACKUP_STALE,
              DIFFERENTIAL_BACKUP_STALE,
              INCREMENTAL_BACKUP_STALE,
              BACKUP_RUNNING_TOO_LONG,
              BACKUP_UNIT_FAILED ->
              List.of("A backup fails", "Backups by hand");
          case FULL_BACKUP_MISSING_FOR_CURRENT_SYSTEM -> List.of("A backup fails", "Upgrade");
          case BACKUP_ERRORS -> List.of("Damaged pages");
          case WAL_ARCHIVING_STALLED,
              WAL_QUEUE_FILLING,
              WAL_ARCHIVE_FAILING,
              REPOSITORY_WAL_LAG,
              RPO_EXCEEDED,
              CHECK_FAILED ->
              List.of("WAL archiving fails");
          case ARCHIVE_COMMAND_CHANGED, WAL_NOT_IN_REPOSITORY ->
              List.of("PostgreSQL archives elsewhere");
          case WAL_GAP -> List.of("Backups by hand", "WAL archiving fails");
          case RESTORE_DRILL_FAILED, RESTORE_DRILL_STALE, RESTORE_DRILL_NEVER ->
              List.of("Restore drills");
          case RESTORE_TOO_SLOW -> List.of("A restore is slow", "Restore drills");
          case RESTORE_LOSES_TOO_MUCH -> List.of("WAL archiving fails", "Restore drills");
          case SPACE_LOW, SPACE_RUNS_OUT -> List.of("A file system is full");
          case SPACE_UNKNOWN -> List.of("WAL archiving fails");
          case REPO_LARGE -> List.of("A file system is full");
          case CREDENTIALS_FAILED -> List.of("Credentials");
        };
    return titles.stream().map(RunbookPlace::of).toList();
  }

  private static List<String> metrics(MonitoringPlan plan) {
    List<String> titles = new ArrayList<>();
    plan.textfile().ifPresent(textfile -> titles.add("Metrics do not change"));
    plan.server().ifPresent(server -> titles.add("The metrics server does not answer"));
    return List.copyOf(titles);
  }
}
