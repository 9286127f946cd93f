package io.github.pgbackrest2nix.metric;

import java.util.List;

/** How trial restores went, as metrics; absent where there was none yet. */
public final class DrillMetrics {
  public static final MetricSpec SUCCESS =
      BackupMetrics.ofRepository(
          "pgbackrest_restore_drill_success",
          MetricUnit.FLAG,
          "Whether the last trial restore from the repository succeeded");

  public static final MetricSpec LAST_SUCCESS =
      BackupMetrics.ofRepository(
          "pgbackrest_restore_drill_last_success_timestamp_seconds",
          MetricUnit.UNIX_SECONDS,
          "Unix time at which the last trial restore that succeeded was completed, absent if there"
              + " is none");

  public static final MetricSpec LAST_END =
      BackupMetrics.ofRepository(
          "pgbackrest_restore_drill_last_end_timestamp_seconds",
          MetricUnit.UNIX_SECONDS,
          "Unix time at which the last trial restore ended, whether or not it succeeded");

  public static final MetricSpec DURATION =
      BackupMetrics.ofRepository(
          "pgbackrest_restore_drill_duration_seconds",
          MetricUnit.SECONDS,
          "Seconds that the last trial restore took");

  public static final MetricSpec RESTORE =
      BackupMetrics.ofRepository(
          "pgbackrest_restore_drill_restore_seconds",
          MetricUnit.SECONDS,
          "Seconds from the start of the last trial restore until its data could be read, absent if"
              + " it did not get there");

  public static final MetricSpec LOST =
      BackupMetrics.ofRepository(
          "pgbackrest_restore_drill_lost_seconds",
          MetricUnit.SECONDS,
          "For how long the oldest transaction that the last trial restore could not bring back had"
              + " been committed, 0 if it brought back all");

  public static final MetricSpec LAST_TRANSACTION =
      BackupMetrics.ofRepository(
          "pgbackrest_restore_drill_last_transaction_timestamp_seconds",
          MetricUnit.UNIX_SECONDS,
          "Unix time of the last transaction that the last trial restore replayed, absent if none"
              + " came after the backup");

  private static final List<MetricSpec> OWN =
      List.of(SUCCESS, LAST_SUCCESS, LAST_END, DURATION, RESTORE, LOST, LAST_TRANSACTION);

  private DrillMetrics() {}

  /** Returns the metrics of this class, in the order in which they are documented. */
  public static List<MetricSpec> own() {
    return OWN;
  }
}
