package io.github.pgbackrest2nix.render.dashboard;

import io.github.pgbackrest2nix.metric.BackupMetrics;
import io.github.pgbackrest2nix.metric.CollectionMetrics;
import io.github.pgbackrest2nix.metric.CompatibleMetrics;
import io.github.pgbackrest2nix.metric.MetricSpec;
import io.github.pgbackrest2nix.render.dashboard.Format.Word;
import io.github.pgbackrest2nix.render.dashboard.Panel.Query;
import java.util.List;

/** Whether the other rows can be believed, and whose values they are. */
final class CollectorRow {
  private static final String REPOSITORY = "{{hostname}} {{stanza}} {{repo}}";

  private CollectorRow() {}

  static Row row() {
    return new Row(
        "Collection",
        List.of(
            success(),
            errors(),
            age(),
            duration(),
            table("Repositories", BackupMetrics.REPO_INFO, 10),
            table("Clusters", BackupMetrics.DATABASE_INFO, 9),
            versions()));
  }

  private static Panel success() {
    return new Panel(
        PanelKind.TIMELINE,
        "Repositories that could be read",
        "Where one could not, its values are the last known ones.",
        16,
        6,
        Format.words(new Word(0, "no", Format.RED), new Word(1, "yes", Format.GREEN)),
        List.of(new Query(Promql.of(CollectionMetrics.SUCCESS), REPOSITORY)));
  }

  private static Panel errors() {
    return new Panel(
        PanelKind.STAT,
        "Why not",
        "The reason of the last collection; a number is the exit status of pgBackRest.",
        8,
        6,
        Format.words(
            new Word(0, "none", Format.GREEN),
            new Word(1, "not started", Format.RED),
            new Word(2, "timed out", Format.RED),
            new Word(3, "no JSON", Format.RED),
            new Word(4, "not understood", Format.RED),
            new Word(5, "too much output", Format.RED),
            new Word(6, "stanza not mentioned", Format.RED),
            new Word(7, "repository not mentioned", Format.RED),
            new Word(8, "repository not readable", Format.RED),
            new Word(9, "interrupted", Format.RED)),
        List.of(new Query(Promql.of(CollectionMetrics.ERROR_CODE), REPOSITORY)));
  }

  private static Panel age() {
    return new Panel(
        PanelKind.LINES,
        "Age of what is shown",
        "Time since the last collection, and since the last that could read the repository.",
        12,
        8,
        Format.plain("s"),
        List.of(
            new Query(Promql.since(Promql.of(CollectionMetrics.LAST_ATTEMPT)), "{{hostname}}"),
            new Query(Promql.since(Promql.of(CollectionMetrics.LAST_SUCCESS)), REPOSITORY)));
  }

  private static Panel duration() {
    return new Panel(
        PanelKind.LINES,
        "Duration of the collection",
        "Close to its timeout means that a repository answers slowly.",
        12,
        8,
        Format.plain("s"),
        List.of(new Query(Promql.of(CollectionMetrics.DURATION), "{{hostname}}")));
  }

  private static Panel table(String title, MetricSpec info, int width) {
    return new Panel(
        PanelKind.TABLE,
        title,
        info.help() + ".",
        width,
        7,
        Format.plain("short"),
        List.of(new Query(Promql.of(info), "")));
  }

  private static Panel versions() {
    return new Panel(
        PanelKind.STAT,
        "Versions",
        "Of pgBackRest, as one number: 2055001 is 2.55.1; and of the collector.",
        5,
        7,
        Format.plain("none"),
        List.of(
            new Query(Promql.of(CompatibleMetrics.VERSION_INFO), "pgBackRest {{instance}}"),
            new Query(Promql.of(CollectionMetrics.BUILD_INFO), "{{hostname}} {{version}}")));
  }
}
