package io.github.pgbackrest2nix.render.dashboard;

import io.github.pgbackrest2nix.metric.BackupMetrics;
import io.github.pgbackrest2nix.metric.DeclarationMetrics;
import io.github.pgbackrest2nix.metric.MetricSpec;
import io.github.pgbackrest2nix.render.dashboard.Panel.Query;
import java.util.List;

/** What is kept, against what was to be kept. */
final class RetentionRow {
  private static final String REPOSITORY = "{{hostname}} {{stanza}} {{repo}}";

  private RetentionRow() {}

  static Row row() {
    return new Row(
        "Retention",
        List.of(
            kept("Full backups", "full", DeclarationMetrics.RETENTION_FULL),
            kept("Differential backups", "diff", DeclarationMetrics.RETENTION_DIFF),
            window(),
            ofThisCluster()));
  }

  /** Returns how far back a restore from any repository is promised to reach. */
  static String promise() {
    return Promql.mostOfStanza(
        Promql.of(DeclarationMetrics.PITR_PROMISED, DeclarationMetrics.SCOPE, "any"));
  }

  private static Panel kept(String title, String type, MetricSpec declared) {
    return new Panel(
        PanelKind.LINES,
        title,
        "Those that are there, and how many are to be kept; one more while a backup runs.",
        6,
        8,
        Format.plain("short"),
        List.of(
            new Query(
                Promql.of(BackupMetrics.BACKUPS, BackupMetrics.BACKUP_TYPE, type), REPOSITORY),
            new Query(Promql.of(declared), REPOSITORY + " to be kept")));
  }

  private static Panel window() {
    return new Panel(
        PanelKind.LINES,
        "Restore window",
        "How far back each repository can restore any moment, and what is promised.",
        8,
        8,
        Format.plain("s"),
        List.of(
            new Query(Promql.since(Promql.of(BackupMetrics.PITR_OLDEST)), REPOSITORY),
            new Query(
                Promql.of(DeclarationMetrics.PITR_PROMISED),
                "{{hostname}} {{stanza}} promised from {{scope}}")));
  }

  private static Panel ofThisCluster() {
    return new Panel(
        PanelKind.STAT,
        "Full backups of this cluster",
        "Those of the cluster as it is now; 0 after a new initdb until the next full backup.",
        4,
        8,
        Format.redBelow("short", 1),
        List.of(
            new Query(
                Promql.of(BackupMetrics.BACKUPS_OF_SYSTEM, BackupMetrics.BACKUP_TYPE, "full"),
                REPOSITORY)));
  }
}
