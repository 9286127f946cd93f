package io.github.pgbackrest2nix.metric;

import java.util.List;

/** Every metric of the runtime jar. */
public final class BackupMetrics {
  /** The stanza's name. */
  public static final String STANZA = "stanza";

  /** The repository as {@link #repoLabel} spells it. */
  public static final String REPO = "repo";

  /** The host that collects, as the description names it. */
  public static final String HOSTNAME = "hostname";

  /** The version of the runtime jar. */
  public static final String VERSION = "version";

  /** The repository's key alone, where {@code pgbackrest_exporter} labels it so. */
  public static final String REPO_KEY = "repo_key";

  /** The repository's cipher, where {@code pgbackrest_exporter} labels it so. */
  public static final String CIPHER = "cipher";

  private static final List<String> PER_REPOSITORY = List.of(STANZA, REPO, HOSTNAME);

  // The names of the first six are promised to dashboards and rules that exist: the missing unit
  // suffix and the "_count" of a gauge, which promtool dislikes, have to stay.

  public static final MetricSpec LAST_FULL_BACKUP =
      new MetricSpec(
          "pgbackrest_last_full_backup_timestamp",
          MetricUnit.UNIX_SECONDS,
          PER_REPOSITORY,
          "Unix time at which the newest full backup was completed, absent if there is none");

  public static final MetricSpec LAST_DIFF_BACKUP =
      new MetricSpec(
          "pgbackrest_last_diff_backup_timestamp",
          MetricUnit.UNIX_SECONDS,
          PER_REPOSITORY,
          "Unix time at which the newest differential backup was completed, absent if there is"
              + " none");

  public static final MetricSpec LAST_INCR_BACKUP =
      new MetricSpec(
          "pgbackrest_last_incr_backup_timestamp",
          MetricUnit.UNIX_SECONDS,
          PER_REPOSITORY,
          "Unix time at which the newest incremental backup was completed, absent if there is"
              + " none");

  public static final MetricSpec BACKUP_COUNT =
      new MetricSpec(
          "pgbackrest_backup_count",
          MetricUnit.COUNT,
          PER_REPOSITORY,
          "Backups of all types in the repository");

  public static final MetricSpec REPO_SIZE =
      new MetricSpec(
          "pgbackrest_repo_size_bytes",
          MetricUnit.BYTES,
          PER_REPOSITORY,
          "Bytes that all backups of the stanza occupy in the repository, without the WAL archive");

  public static final MetricSpec REPO_BACKUP_SIZE =
      new MetricSpec(
          "pgbackrest_repo_backup_size_bytes",
          MetricUnit.BYTES,
          PER_REPOSITORY,
          "Bytes that the newest backup added to the repository, absent if there is none");

  // The next two carry the labels of the widely used pgbackrest_exporter, so that dashboards
  // written for it go on working.

  public static final MetricSpec STANZA_STATUS =
      new MetricSpec(
          "pgbackrest_stanza_status",
          MetricUnit.STATUS_CODE,
          List.of(STANZA),
          "Status of the stanza as pgBackRest reported it in the last collection: 0 ok, 1 missing"
              + " stanza path, 2 no valid backups, 3 missing stanza data, 4 different across"
              + " repositories, 5 database mismatch across repositories, 99 other");

  public static final MetricSpec REPO_STATUS =
      new MetricSpec(
          "pgbackrest_repo_status",
          MetricUnit.STATUS_CODE,
          List.of(CIPHER, REPO_KEY, STANZA),
          "Status of the stanza in one repository as pgBackRest reported it in the last"
              + " collection, with the codes of pgbackrest_stanza_status");

  /** Present for every declared stanza and repository in every file that is written at all. */
  public static final MetricSpec COLLECTION_SUCCESS =
      new MetricSpec(
          "pgbackrest_collection_success",
          MetricUnit.FLAG,
          PER_REPOSITORY,
          "Whether the last collection could read the stanza's backups from the repository; if 0,"
              + " the values of this stanza and repository are the last known ones");

  public static final MetricSpec COLLECTION_LAST_SUCCESS =
      new MetricSpec(
          "pgbackrest_collection_last_success_timestamp_seconds",
          MetricUnit.UNIX_SECONDS,
          PER_REPOSITORY,
          "Unix time of the last collection that could read the stanza's backups from the"
              + " repository, absent if there was none");

  public static final MetricSpec COLLECTION_LAST_ATTEMPT =
      new MetricSpec(
          "pgbackrest_collection_last_attempt_timestamp_seconds",
          MetricUnit.UNIX_SECONDS,
          List.of(HOSTNAME),
          "Unix time at which the last collection ended, whether or not it succeeded");

  public static final MetricSpec COLLECTION_DURATION =
      new MetricSpec(
          "pgbackrest_collection_duration_seconds",
          MetricUnit.SECONDS,
          List.of(HOSTNAME),
          "Seconds that the last collection took");

  public static final MetricSpec BUILD_INFO =
      new MetricSpec(
          "pgbackrest_exporter_build_info",
          MetricUnit.INFO,
          List.of(VERSION, HOSTNAME),
          "The version of the program that wrote these metrics");

  private static final List<MetricSpec> ALL =
      List.of(
          LAST_FULL_BACKUP,
          LAST_DIFF_BACKUP,
          LAST_INCR_BACKUP,
          BACKUP_COUNT,
          REPO_SIZE,
          REPO_BACKUP_SIZE,
          STANZA_STATUS,
          REPO_STATUS,
          COLLECTION_SUCCESS,
          COLLECTION_LAST_SUCCESS,
          COLLECTION_LAST_ATTEMPT,
          COLLECTION_DURATION,
          BUILD_INFO);

  private BackupMetrics() {}

  /** Returns every metric, in the order in which they are documented. */
  public static List<MetricSpec> all() {
    return ALL;
  }

  /** Returns the value of the label {@link #REPO} for a repository's key. */
  public static String repoLabel(int key) {
    return "repo" + key;
  }
}
