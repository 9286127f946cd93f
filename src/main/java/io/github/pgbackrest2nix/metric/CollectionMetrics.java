package io.github.pgbackrest2nix.metric;

import java.util.List;

/** The metrics of the collection itself. */
public final class CollectionMetrics {
  /** The version of the runtime jar. */
  public static final String VERSION = "version";

  /** Present for every declared stanza and repository in every file that is written at all. */
  public static final MetricSpec SUCCESS =
      BackupMetrics.ofRepository(
          "pgbackrest_collection_success",
          MetricUnit.FLAG,
          "Whether the last collection could read the stanza's backups from the repository; if 0,"
              + " the values of this stanza and repository are the last known ones");

  public static final MetricSpec ERROR_CODE =
      BackupMetrics.ofRepository(
          "pgbackrest_collection_error_code",
          MetricUnit.STATUS_CODE,
          "Why the last collection could not read the stanza's backups from the repository: 0 it"
              + " could, 1 pgbackrest could not be started, 2 it did not end in time, 3 it wrote no"
              + " JSON, 4 what it wrote could not be understood, 5 it wrote too much, 6 it did not"
              + " mention the stanza, 7 it did not mention the repository, 8 it could not read the"
              + " repository, 9 interrupted, 20 and more its exit status");

  public static final MetricSpec LAST_SUCCESS =
      BackupMetrics.ofRepository(
          "pgbackrest_collection_last_success_timestamp_seconds",
          MetricUnit.UNIX_SECONDS,
          "Unix time of the last collection that could read the stanza's backups from the"
              + " repository, absent if there was none");

  public static final MetricSpec LAST_ATTEMPT =
      new MetricSpec(
          "pgbackrest_collection_last_attempt_timestamp_seconds",
          MetricUnit.UNIX_SECONDS,
          List.of(BackupMetrics.HOSTNAME),
          "Unix time at which the last collection ended, whether or not it succeeded");

  public static final MetricSpec DURATION =
      new MetricSpec(
          "pgbackrest_collection_duration_seconds",
          MetricUnit.SECONDS,
          List.of(BackupMetrics.HOSTNAME),
          "Seconds that the last collection took");

  public static final MetricSpec BUILD_INFO =
      new MetricSpec(
          "pgbackrest_exporter_build_info",
          MetricUnit.INFO,
          List.of(VERSION, BackupMetrics.HOSTNAME),
          "The version of the program that wrote these metrics");

  private static final List<MetricSpec> OWN =
      List.of(SUCCESS, ERROR_CODE, LAST_SUCCESS, LAST_ATTEMPT, DURATION, BUILD_INFO);

  private CollectionMetrics() {}

  /** Returns the metrics of this class, in the order in which they are documented. */
  public static List<MetricSpec> own() {
    return OWN;
  }
}
