package io.github.pgbackrest2nix.render.dashboard;

import io.github.pgbackrest2nix.metric.DeclarationMetrics;
import io.github.pgbackrest2nix.metric.WalMetrics;
import io.github.pgbackrest2nix.render.dashboard.Panel.Query;
import java.util.List;

/** What waits to be archived, and what is archived. */
final class WalRow {
  private static final String CLUSTER = "{{hostname}} {{stanza}}";
  private static final String REPOSITORY = CLUSTER + " {{repo}}";

  private WalRow() {}

  static Row row() {
    return new Row(
        "WAL",
        List.of(
            waiting(),
            oldest(),
            errors(),
            archived(),
            lag(),
            missing(),
            unarchived(),
            behind(),
            settings()));
  }

  private static Panel waiting() {
    return new Panel(
        PanelKind.LINES,
        "Waiting to be archived",
        "A queue that only grows fills the disk of PostgreSQL.",
        9,
        8,
        Format.plain("bytes"),
        List.of(new Query(Promql.of(WalMetrics.READY_BYTES), CLUSTER)));
  }

  private static Panel oldest() {
    return new Panel(
        PanelKind.LINES,
        "Time for which WAL waits",
        "Of the first segment that waits, and the time whose changes may be lost as promised.",
        9,
        8,
        Format.plain("s"),
        List.of(
            new Query(Promql.since(Promql.of(WalMetrics.READY_OLDEST)), CLUSTER),
            new Query(Promql.of(DeclarationMetrics.RPO_PROMISED), CLUSTER + " promised")));
  }

  private static Panel errors() {
    return new Panel(
        PanelKind.STAT,
        "Errors of archiving",
        "Errors of asynchronous archiving that lie in the spool.",
        6,
        8,
        Format.redFrom("short", 1),
        List.of(new Query(Promql.of(WalMetrics.SPOOL_ERRORS), CLUSTER)));
  }

  private static Panel archived() {
    return new Panel(
        PanelKind.LINES,
        "WAL archived in an hour",
        "Segments by which the archive went on; 0 on an idle cluster.",
        9,
        8,
        Format.plain("short"),
        List.of(
            new Query(
                "delta(" + Promql.of(WalMetrics.MAX_SEGMENT) + "[1h])",
                REPOSITORY + " {{archive_id}}")));
  }

  private static Panel lag() {
    return new Panel(
        PanelKind.LINES,
        "Repositories behind",
        "WAL segments that another repository of the stanza has and this one has not.",
        9,
        8,
        Format.plain("short"),
        List.of(new Query(Promql.of(WalMetrics.LAG), REPOSITORY)));
  }

  private static Panel missing() {
    return new Panel(
        PanelKind.STAT,
        "Missing segments",
        "As the archive was last listed, once a day: no restore gets across a missing segment.",
        6,
        8,
        Format.redFrom("short", 1),
        List.of(new Query(Promql.of(WalMetrics.MISSING), REPOSITORY)));
  }

  private static Panel unarchived() {
    return new Panel(
        PanelKind.LINES,
        "Changes that a repository lacks",
        "Age of the first finished WAL segment that it does not have, and how old it may be as"
            + " promised.",
        9,
        8,
        Format.plain("s"),
        List.of(
            new Query(Promql.of(WalMetrics.UNARCHIVED), REPOSITORY),
            new Query(Promql.of(DeclarationMetrics.RPO_PROMISED), CLUSTER + " promised")));
  }

  private static Panel behind() {
    return new Panel(
        PanelKind.LINES,
        "Taken for archived, and not there",
        "WAL segments that PostgreSQL takes for archived and the repository does not have: 0, or"
            + " archive_command does something else.",
        9,
        8,
        Format.plain("short"),
        List.of(new Query(Promql.of(WalMetrics.BEHIND), REPOSITORY)));
  }

  private static Panel settings() {
    return new Panel(
        PanelKind.STAT,
        "Settings of archiving",
        "Codes: 0 as described, 1 archive_mode is off, 2 archive_library is set, 3 archive_command is"
            + " empty, 4 archive_command is another one, 5 archive_timeout is off or too long, 6"
            + " they cannot be read.",
        6,
        8,
        Format.redFrom("short", 1),
        List.of(new Query(Promql.of(WalMetrics.SETTINGS_CODE), CLUSTER)));
  }
}
