package io.github.pgbackrest2nix.model;

import java.util.Optional;
import java.util.stream.Stream;

/** The alerts that can be rendered; the order is that of the rule file. */
public enum AlertName {
  METRICS_MISSING("MetricsMissing", "PostgreSQLBackupMetricsMissing", "warning"),
  METRICS_STALE("MetricsStale", "PostgreSQLBackupMetricsStale", "warning"),
  COLLECTION_FAILING("CollectionFailing", "PostgreSQLBackupCollectionFailing", "warning"),
  STANZA_UNHEALTHY("StanzaUnhealthy", "PostgreSQLBackupStanzaUnhealthy", "critical"),
  REPOSITORY_UNHEALTHY("RepositoryUnhealthy", "PostgreSQLBackupRepositoryUnhealthy", "warning"),
  BACKUP_NEVER("BackupNever", "PostgreSQLBackupNever", "critical"),
  BACKUP_STALE("BackupStale", "PostgreSQLBackupStale", "warning"),
  DIFFERENTIAL_BACKUP_STALE(
      "DifferentialBackupStale", "PostgreSQLDifferentialBackupStale", "warning"),
  INCREMENTAL_BACKUP_STALE("IncrementalBackupStale", "PostgreSQLIncrementalBackupStale", "warning"),
  BACKUP_RUNNING_TOO_LONG("BackupRunningTooLong", "PostgreSQLBackupRunningTooLong", "warning"),
  BACKUP_UNIT_FAILED("BackupUnitFailed", "PostgreSQLBackupUnitFailed", "warning"),
  BACKUP_ERRORS("BackupErrors", "PostgreSQLBackupErrors", "critical"),
  BACKUP_SIZE_DROPPED("BackupSizeDropped", "PostgreSQLBackupSizeDropped", "warning"),
  FULL_BACKUP_MISSING_FOR_CURRENT_SYSTEM(
      "FullBackupMissingForCurrentSystem",
      "PostgreSQLFullBackupMissingForCurrentSystem",
      "critical"),
  WAL_ARCHIVING_STALLED("WalArchivingStalled", "PostgreSQLWalArchivingStalled", "critical"),
  WAL_QUEUE_FILLING("WalQueueFilling", "PostgreSQLWalQueueFilling", "critical"),
  WAL_ARCHIVE_FAILING("WalArchiveFailing", "PostgreSQLWalArchiveFailing", "warning"),
  REPOSITORY_WAL_LAG("RepositoryWalLag", "PostgreSQLBackupRepositoryWalLag", "warning"),
  ARCHIVE_COMMAND_CHANGED("ArchiveCommandChanged", "PostgreSQLArchiveCommandChanged", "critical"),
  WAL_NOT_IN_REPOSITORY("WalNotInRepository", "PostgreSQLWalNotInRepository", "critical"),
  RPO_EXCEEDED("RpoExceeded", "PostgreSQLRpoExceeded", "critical"),
  WAL_GAP("WalGap", "PostgreSQLWalGap", "critical"),
  RETENTION_NOT_ENFORCED("RetentionNotEnforced", "PostgreSQLBackupRetentionNotEnforced", "warning"),
  TOO_FEW_BACKUPS("TooFewBackups", "PostgreSQLTooFewBackups", "warning"),
  PITR_WINDOW_SHORT("PitrWindowShort", "PostgreSQLPitrWindowShort", "warning"),
  RESTORE_DRILL_FAILED("RestoreDrillFailed", "PostgreSQLRestoreDrillFailed", "critical"),
  RESTORE_DRILL_STALE("RestoreDrillStale", "PostgreSQLRestoreDrillStale", "warning"),
  RESTORE_DRILL_NEVER("RestoreDrillNever", "PostgreSQLRestoreDrillNever", "warning"),
  RESTORE_TOO_SLOW("RestoreTooSlow", "PostgreSQLRestoreTooSlow", "warning"),
  RESTORE_LOSES_TOO_MUCH("RestoreLosesTooMuch", "PostgreSQLRestoreLosesTooMuch", "warning"),
  CHECK_FAILED("CheckFailed", "PostgreSQLBackupCheckFailed", "warning"),
  CREDENTIALS_FAILED("CredentialsFailed", "PostgreSQLBackupCredentialsFailed", "critical"),
  SPACE_LOW("SpaceLow", "PostgreSQLBackupSpaceLow", "critical"),
  SPACE_RUNS_OUT("SpaceRunsOut", "PostgreSQLBackupSpaceRunsOut", "warning"),
  SPACE_UNKNOWN("SpaceUnknown", "PostgreSQLBackupSpaceUnknown", "warning"),
  REPO_LARGE("RepoLarge", "PostgreSQLBackupRepoLarge", "info");

  private final String shortName;
  private final String fullName;
  private final String severity;

  AlertName(String shortName, String fullName, String severity) {
    this.shortName = shortName;
    this.fullName = fullName;
    this.severity = severity;
  }

  /** Returns the name without what they all begin with, such as {@code BackupStale}. */
  public String shortName() {
    return shortName;
  }

  /** Returns the name in the rule file, such as {@code PostgreSQLBackupStale}. */
  public String fullName() {
    return fullName;
  }

  /** Returns the severity label, unless the description has another. */
  public String severity() {
    return severity;
  }

  /** Returns the kind of backup whose age the alert is about; the description may set that age. */
  public Optional<BackupType> ageOf() {
    return switch (this) {
      case BACKUP_STALE -> Optional.of(BackupType.FULL);
      case DIFFERENTIAL_BACKUP_STALE -> Optional.of(BackupType.DIFF);
      case INCREMENTAL_BACKUP_STALE -> Optional.of(BackupType.INCR);
      default -> Optional.empty();
    };
  }

  /** Finds the alert of this name, short or full. */
  public static Optional<AlertName> find(String name) {
    return Stream.of(values())
        .filter(each -> each.shortName.equals(name) || each.fullName.equals(name))
        .findFirst();
  }
}
