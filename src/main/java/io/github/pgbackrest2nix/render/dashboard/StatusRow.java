package io.github.pgbackrest2nix.render.dashboard;

import io.github.pgbackrest2nix.metric.BackupMetrics;
import io.github.pgbackrest2nix.metric.CollectionMetrics;
import io.github.pgbackrest2nix.metric.DeclarationMetrics;
import io.github.pgbackrest2nix.metric.JobMetrics;
import io.github.pgbackrest2nix.render.dashboard.Format.Word;
import io.github.pgbackrest2nix.render.dashboard.Panel.Query;
import java.util.List;

/** Whether all is well, and if not, what is wrong. */
final class StatusRow {
  private static final Format STATE =
      Format.words(
          new Word(0, "good", Format.GREEN),
          new Word(Problem.WARNING, "warning", Format.YELLOW),
          new Word(Problem.CRITICAL, "critical", Format.RED));

  private StatusRow() {}

  static Row row() {
    return new Row(
        "Status",
        List.of(
            state(),
            age(),
            window(),
            drills(),
            lastRead(),
            problems(),
            status(),
            nextDue(),
            jobs()));
  }

  private static Panel state() {
    return new Panel(
        PanelKind.STAT,
        "Worst state",
        "The worst of the problems in the table below, for each stanza.",
        5,
        7,
        STATE,
        List.of(new Query(Problem.worst(), "{{hostname}} {{stanza}}")));
  }

  private static Panel age() {
    return new Panel(
        PanelKind.BARS,
        "Age of the newest backup, of what the schedule allows",
        "A full backup also does the service of the other types. From 100 % on it is overdue.",
        9,
        7,
        Format.rising("percentunit", 0.9, 1),
        List.of(
            new Query(
                Promql.backupAge()
                    + Promql.withoutBasis("/")
                    + Promql.of(DeclarationMetrics.BACKUP_MAX_AGE),
                "{{hostname}} {{stanza}} {{repo}} {{backup_type}}")));
  }

  private static Panel window() {
    return new Panel(
        PanelKind.STAT,
        "Restore window, of what is promised",
        "How far back a restore to any moment reaches, from the repository that reaches farthest.",
        4,
        7,
        Format.redBelow("percentunit", 1),
        List.of(
            new Query(
                Promql.mostOfStanza(Promql.since(Promql.of(BackupMetrics.PITR_OLDEST)))
                    + " / "
                    + RetentionRow.promise(),
                "{{hostname}} {{stanza}}")));
  }

  private static Panel drills() {
    return new Panel(
        PanelKind.STAT,
        "Restore drills",
        "Whether regular trial restores from the repository are declared.",
        3,
        7,
        Format.words(
            new Word(0, "not declared", Format.YELLOW), new Word(1, "declared", Format.GREEN)),
        List.of(
            new Query(
                Promql.of(DeclarationMetrics.DRILL_EXPECTED), "{{hostname}} {{stanza}} {{repo}}")));
  }

  private static Panel lastRead() {
    return new Panel(
        PanelKind.STAT,
        "Last look",
        "Time since the repository could last be read; all other values are as old as that.",
        3,
        7,
        Format.rising("s", 3_600, 21_600),
        List.of(
            new Query(
                Promql.since(Promql.of(CollectionMetrics.LAST_SUCCESS)),
                "{{hostname}} {{stanza}} {{repo}}")));
  }

  private static Panel problems() {
    return new Panel(
        PanelKind.TABLE,
        "What is wrong",
        "Empty if all is well.",
        14,
        7,
        STATE,
        List.of(new Query(Problem.present(), "")));
  }

  private static Panel nextDue() {
    return new Panel(
        PanelKind.STAT,
        "Next backup",
        "When the next backup of each type is scheduled.",
        14,
        6,
        Format.plain("dateTimeFromNow"),
        List.of(
            new Query(
                Promql.of(DeclarationMetrics.NEXT_DUE) + " * 1000",
                "{{hostname}} {{stanza}} {{repo}} {{backup_type}}")));
  }

  private static Panel jobs() {
    return new Panel(
        PanelKind.STAT,
        "Last run of each service",
        "Backups, checks and credentials; a service that has not run yet is not there.",
        10,
        6,
        Format.words(new Word(0, "failed", Format.RED), new Word(1, "succeeded", Format.GREEN)),
        List.of(new Query(Promql.of(JobMetrics.SUCCESS), "{{hostname}} {{unit}}")));
  }

  private static Panel status() {
    return new Panel(
        PanelKind.STAT,
        "What pgBackRest says",
        "The status of the stanza, whole and in each repository, on all hosts.",
        10,
        7,
        Format.words(
            new Word(0, "ok", Format.GREEN),
            new Word(1, "missing stanza path", Format.RED),
            new Word(2, "no valid backups", Format.RED),
            new Word(3, "missing stanza data", Format.RED),
            new Word(4, "different across repositories", Format.RED),
            new Word(5, "database mismatch", Format.RED),
            new Word(99, "other", Format.RED)),
        List.of(
            new Query(Promql.of(BackupMetrics.STANZA_STATUS), "{{stanza}}"),
            new Query(Promql.of(BackupMetrics.REPO_STATUS), "{{stanza}} repo{{repo_key}}")));
  }
}
