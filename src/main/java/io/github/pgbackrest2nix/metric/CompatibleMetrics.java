package io.github.pgbackrest2nix.metric;

import java.util.List;

/**
 * Metrics by the names and with the labels of the widely used {@code pgbackrest_exporter}, so that
 * dashboards written for it go on working. They tell what pgBackRest answered last, nothing
 * remembered, and carry no host name.
 */
public final class CompatibleMetrics {
  /** {@code y} for block incremental backups, {@code n} for others. */
  public static final String BLOCK_INCR = "block_incr";

  public static final String BACKUP_NAME = "backup_name";
  private static final List<String> STANZA_ALONE = List.of(BackupMetrics.STANZA);
  private static final List<String> REPO_OF_STANZA =
      List.of(BackupMetrics.REPO_KEY, BackupMetrics.STANZA);
  private static final List<String> PER_TYPE =
      List.of(BackupMetrics.BACKUP_TYPE, BLOCK_INCR, BackupMetrics.STANZA);
  private static final List<String> PER_BACKUP =
      List.of(
          BACKUP_NAME,
          BackupMetrics.BACKUP_TYPE,
          BLOCK_INCR,
          BackupMetrics.DATABASE_ID,
          BackupMetrics.REPO_KEY,
          BackupMetrics.STANZA);

  public static final MetricSpec BACKUP_LOCK =
      ofStanza(
          "pgbackrest_stanza_backup_lock_status",
          MetricUnit.FLAG,
          "Whether a backup or another command that excludes backups runs");
  public static final MetricSpec BACKUP_TOTAL =
      ofStanza(
          "pgbackrest_stanza_backup_total_bytes",
          MetricUnit.BYTES,
          "Bytes that the running backup will copy, 0 if none runs or pgBackRest does not say");
  public static final MetricSpec BACKUP_COMPLETE =
      ofStanza(
          "pgbackrest_stanza_backup_complete_bytes",
          MetricUnit.BYTES,
          "Bytes that the running backup has copied, 0 if none runs or pgBackRest does not say");
  public static final MetricSpec BACKUP_REPO_TOTAL =
      new MetricSpec(
          "pgbackrest_stanza_backup_repo_total_bytes",
          MetricUnit.BYTES,
          REPO_OF_STANZA,
          "Bytes that the running backup to the repository will copy, absent if none runs");
  public static final MetricSpec BACKUP_REPO_COMPLETE =
      new MetricSpec(
          "pgbackrest_stanza_backup_repo_complete_bytes",
          MetricUnit.BYTES,
          REPO_OF_STANZA,
          "Bytes that the running backup to the repository has copied, absent if none runs");
  public static final MetricSpec RESTORE_LOCK =
      ofStanza(
          "pgbackrest_stanza_restore_lock_status",
          MetricUnit.FLAG,
          "Whether a restore runs, 0 also where pgBackRest does not say");
  public static final MetricSpec RESTORE_TOTAL =
      ofStanza(
          "pgbackrest_stanza_restore_total_bytes",
          MetricUnit.BYTES,
          "Bytes that the running restore will copy, 0 if none runs or pgBackRest does not say");
  public static final MetricSpec RESTORE_COMPLETE =
      ofStanza(
          "pgbackrest_stanza_restore_complete_bytes",
          MetricUnit.BYTES,
          "Bytes that the running restore has copied, 0 if none runs or pgBackRest does not say");

  public static final MetricSpec SINCE_LAST_COMPLETION =
      ofType(
          "pgbackrest_backup_since_last_completion_seconds",
          MetricUnit.SECONDS,
          "Seconds between the completion of the newest backup of the type, or of one that rests on"
              + " less, and the collection");
  public static final MetricSpec LAST_ANNOTATIONS =
      ofType(
          "pgbackrest_backup_last_annotations",
          MetricUnit.COUNT,
          "Annotations of that newest backup");
  public static final MetricSpec LAST_DURATION =
      ofType(
          "pgbackrest_backup_last_duration_seconds",
          MetricUnit.SECONDS,
          "Seconds that this newest backup took");
  public static final MetricSpec LAST_ERROR =
      ofType(
          "pgbackrest_backup_last_error_status",
          MetricUnit.STATUS_CODE,
          "1 if this newest backup holds pages with wrong checksums, else 0");
  public static final MetricSpec LAST_SIZE =
      ofType(
          "pgbackrest_backup_last_size_bytes",
          MetricUnit.BYTES,
          "Bytes of the cluster in this newest backup");
  public static final MetricSpec LAST_DELTA =
      ofType(
          "pgbackrest_backup_last_delta_bytes",
          MetricUnit.BYTES,
          "Bytes of the cluster that this newest backup had to copy");
  public static final MetricSpec LAST_REPO_SIZE =
      ofType(
          "pgbackrest_backup_last_repo_size_bytes",
          MetricUnit.BYTES,
          "Bytes in the repository that a restore of this newest backup needs, 0 for block"
              + " incremental backups");
  public static final MetricSpec LAST_REPO_DELTA =
      ofType(
          "pgbackrest_backup_last_repo_delta_bytes",
          MetricUnit.BYTES,
          "Bytes that this newest backup added to the repository");
  public static final MetricSpec LAST_REPO_SIZE_MAP =
      ofType(
          "pgbackrest_backup_last_repo_size_map_bytes",
          MetricUnit.BYTES,
          "Bytes of the block maps that a restore of this newest backup needs, 0 without any");
  public static final MetricSpec LAST_REPO_DELTA_MAP =
      ofType(
          "pgbackrest_backup_last_repo_delta_map_bytes",
          MetricUnit.BYTES,
          "Bytes of the block maps that this newest backup added, 0 without any");

  public static final MetricSpec WAL_STATUS =
      new MetricSpec(
          "pgbackrest_wal_archive_status",
          MetricUnit.STATUS_CODE,
          List.of(
              BackupMetrics.DATABASE_ID,
              BackupMetrics.PG_VERSION,
              BackupMetrics.REPO_KEY,
              BackupMetrics.STANZA),
          "1 if the repository knows a first and a last WAL segment of the cluster, else 0");
  public static final MetricSpec VERSION_INFO =
      new MetricSpec(
          "pgbackrest_version_info",
          MetricUnit.ORDINAL,
          List.of(),
          "The version of pgBackRest as one number, 2055001 for 2.55.1");
  public static final MetricSpec EXPORTER_STATUS =
      ofStanza(
          "pgbackrest_exporter_status",
          MetricUnit.FLAG,
          "Whether pgBackRest answered, with all-stanzas as the stanza");

  public static final MetricSpec BACKUP_INFO =
      new MetricSpec(
          "pgbackrest_backup_info",
          MetricUnit.INFO,
          List.of(
              "backrest_ver",
              BACKUP_NAME,
              BackupMetrics.BACKUP_TYPE,
              BLOCK_INCR,
              BackupMetrics.DATABASE_ID,
              "lsn_start",
              "lsn_stop",
              BackupMetrics.PG_VERSION,
              "prior",
              BackupMetrics.REPO_KEY,
              BackupMetrics.STANZA,
              "wal_start",
              "wal_stop"),
          "A backup in a repository; only with --per-backup, like all that follow");
  public static final MetricSpec BACKUP_DURATION =
      new MetricSpec(
          "pgbackrest_backup_duration_seconds",
          MetricUnit.SECONDS,
          List.of(
              BACKUP_NAME,
              BackupMetrics.BACKUP_TYPE,
              BLOCK_INCR,
              BackupMetrics.DATABASE_ID,
              BackupMetrics.REPO_KEY,
              BackupMetrics.STANZA,
              "start_time",
              "stop_time"),
          "Seconds that the backup took; its times are in UTC");
  public static final MetricSpec BACKUP_SIZE =
      ofBackup(
          "pgbackrest_backup_size_bytes", MetricUnit.BYTES, "Bytes of the cluster in the backup");
  public static final MetricSpec BACKUP_DELTA =
      ofBackup(
          "pgbackrest_backup_delta_bytes",
          MetricUnit.BYTES,
          "Bytes of the cluster that the backup had to copy");
  public static final MetricSpec BACKUP_REPO_SIZE =
      ofBackup(
          "pgbackrest_backup_repo_size_bytes",
          MetricUnit.BYTES,
          "Bytes in the repository that a restore of the backup needs, 0 for block incremental"
              + " backups");
  public static final MetricSpec BACKUP_REPO_DELTA =
      ofBackup(
          "pgbackrest_backup_repo_delta_bytes",
          MetricUnit.BYTES,
          "Bytes that the backup added to the repository");
  public static final MetricSpec BACKUP_REPO_SIZE_MAP =
      ofBackup(
          "pgbackrest_backup_repo_size_map_bytes",
          MetricUnit.BYTES,
          "Bytes of the block maps that a restore of the backup needs, 0 without any");
  public static final MetricSpec BACKUP_REPO_DELTA_MAP =
      ofBackup(
          "pgbackrest_backup_repo_delta_map_bytes",
          MetricUnit.BYTES,
          "Bytes of the block maps that the backup added, 0 without any");
  public static final MetricSpec BACKUP_ERROR =
      ofBackup(
          "pgbackrest_backup_error_status",
          MetricUnit.STATUS_CODE,
          "1 if the backup holds pages with wrong checksums, else 0");
  public static final MetricSpec BACKUP_ANNOTATIONS =
      ofBackup("pgbackrest_backup_annotations", MetricUnit.COUNT, "Annotations of the backup");

  private static final List<MetricSpec> OWN =
      List.of(
          BACKUP_LOCK,
          BACKUP_TOTAL,
          BACKUP_COMPLETE,
          BACKUP_REPO_TOTAL,
          BACKUP_REPO_COMPLETE,
          RESTORE_LOCK,
          RESTORE_TOTAL,
          RESTORE_COMPLETE,
          SINCE_LAST_COMPLETION,
          LAST_ANNOTATIONS,
          LAST_DURATION,
          LAST_ERROR,
          LAST_SIZE,
          LAST_DELTA,
          LAST_REPO_SIZE,
          LAST_REPO_DELTA,
          LAST_REPO_SIZE_MAP,
          LAST_REPO_DELTA_MAP,
          WAL_STATUS,
          VERSION_INFO,
          EXPORTER_STATUS,
          BACKUP_INFO,
          BACKUP_DURATION,
          BACKUP_SIZE,
          BACKUP_DELTA,
          BACKUP_REPO_SIZE,
          BACKUP_REPO_DELTA,
          BACKUP_REPO_SIZE_MAP,
          BACKUP_REPO_DELTA_MAP,
          BACKUP_ERROR,
          BACKUP_ANNOTATIONS);

  private CompatibleMetrics() {}

  private static MetricSpec ofStanza(String name, MetricUnit unit, String help) {
    return new MetricSpec(name, unit, STANZA_ALONE, help);
  }

  private static MetricSpec ofType(String name, MetricUnit unit, String help) {
    return new MetricSpec(name, unit, PER_TYPE, help);
  }

  private static MetricSpec ofBackup(String name, MetricUnit unit, String help) {
    return new MetricSpec(name, unit, PER_BACKUP, help);
  }

  /** Returns the metrics of this class, in the order in which they are documented. */
  public static List<MetricSpec> own() {
    return OWN;
  }
}
