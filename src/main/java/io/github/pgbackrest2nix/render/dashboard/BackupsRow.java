package io.github.pgbackrest2nix.render.dashboard;

import io.github.pgbackrest2nix.metric.BackupMetrics;
import io.github.pgbackrest2nix.metric.CompatibleMetrics;
import io.github.pgbackrest2nix.metric.DeclarationMetrics;
import io.github.pgbackrest2nix.metric.DrillMetrics;
import io.github.pgbackrest2nix.metric.MetricSpec;
import io.github.pgbackrest2nix.render.dashboard.Format.Word;
import io.github.pgbackrest2nix.render.dashboard.Panel.Query;
import java.util.List;

/** When jobs ran, how long they took, and how they ended. */
final class BackupsRow {
  private static final String LEGEND = "{{hostname}} {{stanza}} {{repo}} {{backup_type}}";

  private static final String REPOSITORY = "{{hostname}} {{stanza}} {{repo}}";

  private BackupsRow() {}

  static Row row() {
    return new Row(
        "Backups",
        List.of(
            running(),
            progress(),
            ages(),
            durations(),
            pages(),
            drillAges(),
            drillDurations(),
            recoveryTimes(),
            losses()));
  }

  private static Panel running() {
    return new Panel(
        PanelKind.TIMELINE,
        "Jobs",
        "When a backup, or another command that excludes backups, held the lock at a collection;"
            + " short jobs fall between two collections.",
        16,
        6,
        Format.words(new Word(0, "idle", Format.GREEN), new Word(1, "running", Format.BLUE)),
        List.of(new Query(Promql.of(CompatibleMetrics.BACKUP_LOCK), "{{stanza}}")));
  }

  private static Panel progress() {
    return new Panel(
        PanelKind.BARS,
        "Progress of the running backup",
        "Empty if none runs, or if this release of pgBackRest does not say.",
        8,
        6,
        new Format("percentunit", List.of(new Format.Step(0, Format.BLUE)), List.of()),
        List.of(
            new Query(
                "%s / (%s > 0)"
                    .formatted(
                        Promql.of(CompatibleMetrics.BACKUP_COMPLETE),
                        Promql.of(CompatibleMetrics.BACKUP_TOTAL)),
                "{{stanza}}")));
  }

  private static Panel ages() {
    return new Panel(
        PanelKind.LINES,
        "Age of the newest backup",
        "Each fall to 0 is a completed backup of the type or of one that does its service.",
        8,
        8,
        Format.plain("s"),
        List.of(new Query(Promql.backupAge(), LEGEND)));
  }

  private static Panel durations() {
    return new Panel(
        PanelKind.LINES,
        "Duration of the newest backup",
        "Of each type; longer and longer means that it will meet the next job.",
        8,
        8,
        Format.plain("s"),
        List.of(new Query(Promql.of(BackupMetrics.LAST_BACKUP_DURATION), LEGEND)));
  }

  private static Panel pages() {
    return new Panel(
        PanelKind.STAT,
        "Pages with wrong checksums",
        "In the newest backup of each type: the cluster itself is damaged.",
        8,
        8,
        Format.words(new Word(0, "none", Format.GREEN), new Word(1, "damaged", Format.RED)),
        List.of(new Query(Promql.of(BackupMetrics.LAST_BACKUP_ERROR), LEGEND)));
  }

  private static Panel drillAges() {
    return new Panel(
        PanelKind.LINES,
        "Time since a trial restore succeeded",
        "What has not been restored is not known to be a backup.",
        12,
        7,
        Format.plain("s"),
        List.of(new Query(Promql.since(Promql.of(DrillMetrics.LAST_SUCCESS)), REPOSITORY)));
  }

  private static Panel drillDurations() {
    return new Panel(
        PanelKind.LINES,
        "Duration of the last trial restore",
        "How long a real restore will take at least.",
        12,
        7,
        Format.plain("s"),
        List.of(new Query(Promql.of(DrillMetrics.DURATION), REPOSITORY)));
  }

  private static Panel recoveryTimes() {
    return besideThePromise(
        "Time to rows of the last trial restore",
        "From its start until its data could be read, and what is promised (rto).",
        DrillMetrics.RESTORE,
        DeclarationMetrics.RTO_PROMISED);
  }

  private static Panel losses() {
    return besideThePromise(
        "What the last trial restore would have lost",
        "Age of the oldest transaction that it could not bring back, and what is promised (rpo).",
        DrillMetrics.LOST,
        DeclarationMetrics.RPO_PROMISED);
  }

  private static Panel besideThePromise(
      String title, String description, MetricSpec measured, MetricSpec promised) {
    return new Panel(
        PanelKind.LINES,
        title,
        description,
        12,
        7,
        Format.plain("s"),
        List.of(
            new Query(Promql.of(measured), REPOSITORY),
            new Query(Promql.of(promised), "{{hostname}} {{stanza}} promised")));
  }
}
