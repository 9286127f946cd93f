package io.github.pgbackrest2nix.metric;

import java.util.List;

/** What is declared, as metrics: so that one rule serves every schedule. */
public final class DeclarationMetrics {
  /** {@code any} repository, or one that is not on the host, {@code offsite}. */
  public static final String SCOPE = "scope";

  public static final MetricSpec BACKUP_MAX_AGE =
      new MetricSpec(
          "pgbackrest_backup_max_age_seconds",
          MetricUnit.SECONDS,
          BackupMetrics.PER_TYPE,
          "Age over which the newest backup of the type is overdue by its schedule, absent if"
              + " nothing is scheduled");

  public static final MetricSpec NEXT_DUE =
      new MetricSpec(
          "pgbackrest_backup_next_due_timestamp_seconds",
          MetricUnit.UNIX_SECONDS,
          BackupMetrics.PER_TYPE,
          "Unix time for which the next backup of the type is scheduled, absent if none is");

  public static final MetricSpec RETENTION_FULL =
      BackupMetrics.ofRepository(
          "pgbackrest_retention_full_backups", MetricUnit.COUNT, "Full backups that are kept");

  public static final MetricSpec RETENTION_FULL_TIME =
      BackupMetrics.ofRepository(
          "pgbackrest_retention_full_seconds",
          MetricUnit.SECONDS,
          "Time for which full backups are kept");

  public static final MetricSpec RETENTION_DIFF =
      BackupMetrics.ofRepository(
          "pgbackrest_retention_diff_backups",
          MetricUnit.COUNT,
          "Differential backups that are kept");

  public static final MetricSpec RETENTION_WAL =
      new MetricSpec(
          "pgbackrest_retention_wal_backups",
          MetricUnit.COUNT,
          BackupMetrics.PER_TYPE,
          "Backups of the type, counted from the newest, after which all WAL is kept");

  public static final MetricSpec PITR_PROMISED =
      new MetricSpec(
          "pgbackrest_pitr_window_promised_seconds",
          MetricUnit.SECONDS,
          List.of(BackupMetrics.STANZA, SCOPE, BackupMetrics.HOSTNAME),
          "How far back a restore to any moment is promised to reach, from any repository or from"
              + " one that is not on the host");

  public static final MetricSpec RPO_PROMISED =
      new MetricSpec(
          "pgbackrest_rpo_promised_seconds",
          MetricUnit.SECONDS,
          BackupMetrics.PER_STANZA,
          "The most time whose changes may be lost");

  public static final MetricSpec RTO_PROMISED =
      new MetricSpec(
          "pgbackrest_rto_promised_seconds",
          MetricUnit.SECONDS,
          BackupMetrics.PER_STANZA,
          "The longest that a restore may take, until the data can be read again");

  public static final MetricSpec DRILL_EXPECTED =
      BackupMetrics.ofRepository(
          "pgbackrest_restore_drill_expected",
          MetricUnit.FLAG,
          "Whether regular trial restores from the repository are declared");

  public static final MetricSpec REPO_SIZE_LIMIT =
      BackupMetrics.ofRepository(
          "pgbackrest_repo_size_limit_bytes",
          MetricUnit.BYTES,
          "Bytes over which the repository is declared too large");

  private static final List<MetricSpec> OWN =
      List.of(
          BACKUP_MAX_AGE,
          NEXT_DUE,
          RETENTION_FULL,
          RETENTION_FULL_TIME,
          RETENTION_DIFF,
          RETENTION_WAL,
          PITR_PROMISED,
          RPO_PROMISED,
          RTO_PROMISED,
          DRILL_EXPECTED,
          REPO_SIZE_LIMIT);

  private DeclarationMetrics() {}

  /** Returns the metrics of this class, in the order in which they are documented. */
  public static List<MetricSpec> own() {
    return OWN;
  }
}
