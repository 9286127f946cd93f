package io.github.pgbackrest2nix.render.dashboard;

import io.github.pgbackrest2nix.metric.BackupMetrics;
import io.github.pgbackrest2nix.metric.CollectionMetrics;
import io.github.pgbackrest2nix.metric.DeclarationMetrics;
import io.github.pgbackrest2nix.metric.DrillMetrics;
import io.github.pgbackrest2nix.metric.JobMetrics;
import io.github.pgbackrest2nix.metric.MetricSpec;
import io.github.pgbackrest2nix.metric.WalMetrics;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What may be wrong with a stanza or a repository.
 *
 * @param name in words
 * @param severity {@link #WARNING} or {@link #CRITICAL}
 * @param expression 1 where it is so, 0 where it is not
 */
record Problem(String name, int severity, String expression) {
  static final int WARNING = 1;
  static final int CRITICAL = 2;

  /** The label that tells problems apart. */
  static final String LABEL = "problem";

  private static final String TRUE_ABOVE = " > bool ";

  private static final List<Problem> ALL =
      List.of(
          new Problem("cannot be read", CRITICAL, "1 - " + Promql.of(CollectionMetrics.SUCCESS)),
          new Problem(
              "backup overdue",
              CRITICAL,
              Promql.backupAge()
                  + Promql.withoutBasis("> bool")
                  + Promql.of(DeclarationMetrics.BACKUP_MAX_AGE)),
          new Problem(
              "no backup yet",
              CRITICAL,
              Promql.of(DeclarationMetrics.BACKUP_MAX_AGE)
                  + " >= bool 0"
                  + Promql.withoutBasis("unless")
                  + Promql.newestBackup()),
          new Problem(
              "no full backup of this cluster",
              CRITICAL,
              Promql.of(BackupMetrics.BACKUPS_OF_SYSTEM, BackupMetrics.BACKUP_TYPE, "full")
                  + " == bool 0"),
          new Problem(
              "WAL segments missing", CRITICAL, Promql.of(WalMetrics.MISSING) + TRUE_ABOVE + "0"),
          new Problem(
              "WAL taken for archived is not there",
              CRITICAL,
              Promql.of(WalMetrics.BEHIND) + TRUE_ABOVE + "0"),
          new Problem(
              "archiving is set otherwise than described",
              CRITICAL,
              Promql.of(WalMetrics.SETTINGS_CODE) + TRUE_ABOVE + "0"),
          new Problem(
              "WAL is in the repository later than promised",
              CRITICAL,
              overPromise(WalMetrics.UNARCHIVED, DeclarationMetrics.RPO_PROMISED)),
          new Problem(
              "errors of archiving",
              CRITICAL,
              Promql.of(WalMetrics.SPOOL_ERRORS) + TRUE_ABOVE + "0"),
          new Problem(
              "WAL waits for longer than may be lost",
              CRITICAL,
              "("
                  + Promql.since(Promql.of(WalMetrics.READY_OLDEST))
                  + ")"
                  + TRUE_ABOVE
                  + Promql.of(DeclarationMetrics.RPO_PROMISED)),
          new Problem(
              "restores reach back less than promised",
              WARNING,
              Promql.mostOfStanza(Promql.since(Promql.of(BackupMetrics.PITR_OLDEST)))
                  + " < bool "
                  + RetentionRow.promise()),
          new Problem("a service failed", WARNING, "1 - " + Promql.of(JobMetrics.SUCCESS)),
          new Problem("restore drill failed", CRITICAL, "1 - " + Promql.of(DrillMetrics.SUCCESS)),
          new Problem(
              "no restore drill has succeeded yet",
              WARNING,
              Promql.of(DeclarationMetrics.DRILL_EXPECTED)
                  + " == 1 unless "
                  + Promql.of(DrillMetrics.LAST_SUCCESS)),
          new Problem(
              "a restore takes longer than promised",
              WARNING,
              overPromise(DrillMetrics.RESTORE, DeclarationMetrics.RTO_PROMISED)),
          new Problem(
              "a restore would lose more than promised",
              WARNING,
              overPromise(DrillMetrics.LOST, DeclarationMetrics.RPO_PROMISED)),
          new Problem("page checksum errors", WARNING, Promql.of(BackupMetrics.LAST_BACKUP_ERROR)),
          new Problem(
              "larger than the limit",
              WARNING,
              Promql.of(BackupMetrics.REPO_SIZE)
                  + TRUE_ABOVE
                  + Promql.of(DeclarationMetrics.REPO_SIZE_LIMIT)));

  /** Returns the severity of every problem by host and stanza, 0 where there is none. */
  static String worst() {
    return Promql.mostOfStanza(any());
  }

  /** Returns the severities of the problems that there are, with all their labels. */
  static String present() {
    return "max by (%s, %s, %s, %s) (%s) > 0"
        .formatted(BackupMetrics.HOSTNAME, BackupMetrics.STANZA, BackupMetrics.REPO, LABEL, any());
  }

  private static String overPromise(MetricSpec measured, MetricSpec promised) {
    return Promql.of(measured)
        + TRUE_ABOVE
        + "on (%s, %s) group_left () ".formatted(BackupMetrics.HOSTNAME, BackupMetrics.STANZA)
        + Promql.of(promised);
  }

  private static String any() {
    return ALL.stream().map(Problem::labelled).collect(Collectors.joining(" or "));
  }

  // Without the label, "or" would take two problems of one repository for the same.
  private String labelled() {
    return "label_replace(%s * (%s), \"%s\", \"%s\", \"%s\", \".*\")"
        .formatted(severity, expression, LABEL, name, BackupMetrics.STANZA);
  }
}
