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

  private static final List<MetricSpec> OWN = List.of(SUCCESS, LAST_SUCCESS, LAST_END, DURATION);

  private DrillMetrics() {}

  /** Returns the metrics of this class, in the order in which they are documented. */
  public static List<MetricSpec> own() {
    return OWN;
  }
}
