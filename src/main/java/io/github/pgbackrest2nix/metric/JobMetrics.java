package io.github.pgbackrest2nix.metric;

import java.util.List;

/** How the runs of services went, as metrics; absent where there was none yet. */
public final class JobMetrics {
  /** The systemd unit, with its suffix. */
  public static final String UNIT = "unit";

  /** What is of the whole host has an empty stanza, which is the same as none. */
  private static final List<String> PER_UNIT =
      List.of(BackupMetrics.STANZA, UNIT, BackupMetrics.HOSTNAME);

  public static final MetricSpec SUCCESS =
      new MetricSpec(
          "pgbackrest_job_success",
          MetricUnit.FLAG,
          PER_UNIT,
          "Whether the last run of the unit succeeded; runs that were left out, or stopped on"
              + " purpose, do not count");

  public static final MetricSpec LAST_SUCCESS =
      new MetricSpec(
          "pgbackrest_job_last_success_timestamp_seconds",
          MetricUnit.UNIX_SECONDS,
          PER_UNIT,
          "Unix time at which the last run of the unit that succeeded ended, absent if there is"
              + " none");

  private static final List<MetricSpec> OWN = List.of(SUCCESS, LAST_SUCCESS);

  private JobMetrics() {}

  /** Returns the metrics of this class, in the order in which they are documented. */
  public static List<MetricSpec> own() {
    return OWN;
  }
}
