package io.github.pgbackrest2nix.metric;

import java.util.List;

/** The metrics of WAL: what is archived, and what waits for it. */
public final class WalMetrics {
  /** pgBackRest's name for the WAL of one cluster, such as {@code 16-1}. */
  public static final String ARCHIVE_ID = "archive_id";

  private static final List<String> PER_ARCHIVE =
      List.of(BackupMetrics.STANZA, BackupMetrics.REPO, ARCHIVE_ID, BackupMetrics.HOSTNAME);

  public static final MetricSpec MIN_SEGMENT =
      new MetricSpec(
          "pgbackrest_wal_min_segment",
          MetricUnit.ORDINAL,
          PER_ARCHIVE,
          "The first WAL segment in the repository, as the number of segments since LSN 0/0,"
              + " whatever its timeline");

  public static final MetricSpec MAX_SEGMENT =
      new MetricSpec(
          "pgbackrest_wal_max_segment",
          MetricUnit.ORDINAL,
          PER_ARCHIVE,
          "The last WAL segment in the repository, as the number of segments since LSN 0/0,"
              + " whatever its timeline");

  public static final MetricSpec LAG =
      BackupMetrics.ofRepository(
          "pgbackrest_wal_lag_segments",
          MetricUnit.COUNT,
          "WAL segments by which the repository is behind the stanza's repository that has most, by"
              + " what is last known of each");

  public static final MetricSpec MISSING =
      BackupMetrics.ofRepository(
          "pgbackrest_wal_missing_segments",
          MetricUnit.COUNT,
          "WAL segments that were not in the repository between the oldest backup that every later"
              + " moment can be restored from and the last segment, when they were last listed");

  public static final MetricSpec MISSING_CHECKED =
      BackupMetrics.ofRepository(
          "pgbackrest_wal_missing_checked_timestamp_seconds",
          MetricUnit.UNIX_SECONDS,
          "Unix time at which the WAL segments in the repository were last listed");

  public static final MetricSpec SEGMENT_SIZE =
      ofStanza(
          "pgbackrest_wal_segment_size_bytes",
          MetricUnit.BYTES,
          "Bytes of a WAL segment, absent if the data directory cannot be read");

  public static final MetricSpec READY =
      ofStanza(
          "pgbackrest_wal_ready_files",
          MetricUnit.COUNT,
          "Files of WAL that PostgreSQL wants archived and that are not yet, absent if the data"
              + " directory cannot be read");

  public static final MetricSpec READY_BYTES =
      ofStanza(
          "pgbackrest_wal_ready_bytes",
          MetricUnit.BYTES,
          "Bytes of the WAL segments that PostgreSQL wants archived and that are not yet");

  public static final MetricSpec READY_OLDEST =
      ofStanza(
          "pgbackrest_wal_ready_oldest_timestamp_seconds",
          MetricUnit.UNIX_SECONDS,
          "Unix time since which the first of the waiting WAL files waits, absent if none does");

  public static final MetricSpec SPOOL_ERRORS =
      ofStanza(
          "pgbackrest_wal_spool_errors",
          MetricUnit.COUNT,
          "Errors of asynchronous archiving that lie in the spool, absent without a spool");

  public static final MetricSpec BEHIND =
      BackupMetrics.ofRepository(
          "pgbackrest_wal_archived_behind_segments",
          MetricUnit.COUNT,
          "WAL segments that PostgreSQL takes for archived and that the repository does not have,"
              + " after the last one that it has; absent on a standby, or if the data directory"
              + " cannot be read or the repository has a later timeline");

  public static final MetricSpec UNARCHIVED =
      BackupMetrics.ofRepository(
          "pgbackrest_wal_unarchived_seconds",
          MetricUnit.SECONDS,
          "Seconds between the end of the first WAL segment that the repository does not have and"
              + " the beginning of the collection, 0 if it has all that were finished by then;"
              + " absent like pgbackrest_wal_archived_behind_segments");

  public static final MetricSpec SETTINGS =
      ofStanza(
          "pgbackrest_archive_command_in_force",
          MetricUnit.FLAG,
          "Whether the settings of PostgreSQL, in its files and on its command line, send WAL to"
              + " pgBackRest as described, absent if they cannot be read or there is no cluster");

  public static final MetricSpec SETTINGS_CODE =
      ofStanza(
          "pgbackrest_archive_command_error_code",
          MetricUnit.STATUS_CODE,
          "Why the settings of PostgreSQL do not send WAL to pgBackRest as described: 0 they do, 1"
              + " archive_mode is off, 2 archive_library is set, 3 archive_command is empty, 4"
              + " archive_command is another one, 5 archive_timeout is off or longer than the"
              + " promised rpo, 6 they cannot be read");

  private static final List<MetricSpec> OWN =
      List.of(
          MIN_SEGMENT,
          MAX_SEGMENT,
          LAG,
          MISSING,
          MISSING_CHECKED,
          SEGMENT_SIZE,
          READY,
          READY_BYTES,
          READY_OLDEST,
          SPOOL_ERRORS,
          BEHIND,
          UNARCHIVED,
          SETTINGS,
          SETTINGS_CODE);

  private WalMetrics() {}

  private static MetricSpec ofStanza(String name, MetricUnit unit, String help) {
    return new MetricSpec(name, unit, BackupMetrics.PER_STANZA, help);
  }

  /** Returns the metrics of this class, in the order in which they are documented. */
  public static List<MetricSpec> own() {
    return OWN;
  }
}
