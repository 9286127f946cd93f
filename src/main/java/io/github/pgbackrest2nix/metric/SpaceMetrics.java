package io.github.pgbackrest2nix.metric;

import java.util.List;

/** The metrics of the room on file systems, and of what archived WAL takes. */
public final class SpaceMetrics {
  /**
   * What lies there: {@code wal} for the cluster's {@code pg_wal}, {@code spool} for pgBackRest's,
   * or the repository as {@link BackupMetrics#repoLabel} spells it.
   */
  public static final String PLACE = "place";

  /** The place of the cluster's WAL. */
  public static final String WAL = "wal";

  /** The place of pgBackRest's spool. */
  public static final String SPOOL = "spool";

  private static final List<String> PER_PLACE =
      List.of(BackupMetrics.STANZA, PLACE, BackupMetrics.HOSTNAME);

  public static final MetricSpec AVAILABLE =
      new MetricSpec(
          "pgbackrest_space_available_bytes",
          MetricUnit.BYTES,
          PER_PLACE,
          "Bytes that may still be written to the file system of the place, absent if it does not"
              + " tell");

  public static final MetricSpec SIZE =
      new MetricSpec(
          "pgbackrest_space_size_bytes",
          MetricUnit.BYTES,
          PER_PLACE,
          "Bytes of the file system of the place, absent if it does not tell");

  public static final MetricSpec ERROR_CODE =
      new MetricSpec(
          "pgbackrest_space_error_code",
          MetricUnit.STATUS_CODE,
          PER_PLACE,
          "Why the room of the place is not known: 0 it is, 1 there is no such directory or it may"
              + " not be read, 2 its file system does not answer, 3 its file system does not tell");

  public static final MetricSpec REPO_WAL =
      BackupMetrics.ofRepository(
          "pgbackrest_repo_wal_bytes",
          MetricUnit.BYTES,
          "Bytes of the stanza's archived WAL in the repository, of all clusters it ever had, when"
              + " it was last listed");

  private static final List<MetricSpec> OWN = List.of(AVAILABLE, SIZE, ERROR_CODE, REPO_WAL);

  private SpaceMetrics() {}

  /** Returns the metrics of this class, in the order in which they are documented. */
  public static List<MetricSpec> own() {
    return OWN;
  }
}
