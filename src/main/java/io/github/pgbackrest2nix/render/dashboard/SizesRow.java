package io.github.pgbackrest2nix.render.dashboard;

import io.github.pgbackrest2nix.metric.BackupMetrics;
import io.github.pgbackrest2nix.metric.DeclarationMetrics;
import io.github.pgbackrest2nix.render.dashboard.Panel.Query;
import java.util.List;

/** How much there is, and how fast it grows. */
final class SizesRow {
  private static final String LEGEND = "{{hostname}} {{stanza}} {{repo}} {{backup_type}}";
  private static final String REPOSITORY = "{{hostname}} {{stanza}} {{repo}}";

  private SizesRow() {}

  static Row row() {
    return new Row("Sizes and growth", List.of(repositories(), growth(), added(), clusters()));
  }

  private static Panel repositories() {
    return new Panel(
        PanelKind.LINES,
        "Size of the repositories",
        "All backups of the stanza, without the WAL archive, and the limit that is declared.",
        16,
        8,
        Format.plain("bytes"),
        List.of(
            new Query(Promql.of(BackupMetrics.REPO_SIZE), REPOSITORY),
            new Query(Promql.of(DeclarationMetrics.REPO_SIZE_LIMIT), REPOSITORY + " limit")));
  }

  private static Panel growth() {
    return new Panel(
        PanelKind.STAT,
        "Growth in a day",
        "By the last seven days; below 0 where expiry gave back more than backups took.",
        8,
        8,
        Format.plain("bytes"),
        List.of(
            new Query(
                "86400 * deriv(" + Promql.of(BackupMetrics.REPO_SIZE) + "[7d])", REPOSITORY)));
  }

  private static Panel added() {
    return new Panel(
        PanelKind.LINES,
        "Added by the newest backup",
        "Bytes in the repository. A sudden fall may mean that data is gone.",
        12,
        8,
        Format.plain("bytes"),
        List.of(new Query(Promql.of(BackupMetrics.LAST_BACKUP_REPO_DELTA), LEGEND)));
  }

  private static Panel clusters() {
    return new Panel(
        PanelKind.LINES,
        "Size of the cluster",
        "Uncompressed, as the newest backup of each type found it.",
        12,
        8,
        Format.plain("bytes"),
        List.of(new Query(Promql.of(BackupMetrics.LAST_BACKUP_SIZE), LEGEND)));
  }
}
