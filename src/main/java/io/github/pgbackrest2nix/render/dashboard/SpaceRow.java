package io.github.pgbackrest2nix.render.dashboard;

import io.github.pgbackrest2nix.metric.SpaceMetrics;
import io.github.pgbackrest2nix.render.dashboard.Panel.Query;
import java.util.List;

/** The room that is left for WAL, spools and repositories. */
final class SpaceRow {
  private static final String PLACE = "{{hostname}} {{stanza}} {{place}}";

  private SpaceRow() {}

  static Row row() {
    return new Row("Space", List.of(share(), left(), wal()));
  }

  private static Panel share() {
    return new Panel(
        PanelKind.LINES,
        "Share that is left",
        "Of the file systems of pg_wal, the spool and the repositories on this host.",
        9,
        8,
        Format.plain("percentunit"),
        List.of(
            new Query(
                Promql.of(SpaceMetrics.AVAILABLE) + " / " + Promql.of(SpaceMetrics.SIZE), PLACE)));
  }

  private static Panel left() {
    return new Panel(
        PanelKind.LINES,
        "Space that is left",
        "PostgreSQL stops when pg_wal has none; a repository without takes no backup and no WAL.",
        9,
        8,
        Format.plain("bytes"),
        List.of(new Query(Promql.of(SpaceMetrics.AVAILABLE), PLACE)));
  }

  private static Panel wal() {
    return new Panel(
        PanelKind.LINES,
        "WAL in the repository",
        "All archived WAL of the stanza, when it was last listed.",
        6,
        8,
        Format.plain("bytes"),
        List.of(new Query(Promql.of(SpaceMetrics.REPO_WAL), "{{hostname}} {{stanza}} {{repo}}")));
  }
}
