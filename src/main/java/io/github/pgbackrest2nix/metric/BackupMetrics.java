package io.github.pgbackrest2nix.metric;

import java.util.List;
import java.util.stream.Stream;

/** The metrics of backups and repositories, and the list of all metrics. */
public final class BackupMetrics {
  /** The stanza's name. */
  public static final String STANZA = "stanza";

  /** The repository as {@link #repoLabel} spells it. */
  public static final String REPO = "repo";

  /** The host that collects, as the description names it. */
  public static final String HOSTNAME = "hostname";

  /** The repository's key alone, where {@code pgbackrest_exporter} labels it so. */
  public static final String REPO_KEY = "repo_key";

  /** The repository's cipher, where {@code pgbackrest_exporter} labels it so. */
  public static final String CIPHER = "cipher";

  /** {@code full}, {@code diff} or {@code incr}. */
  public static final String BACKUP_TYPE = "backup_type";

  /**
   * {@code exact} for backups of the type itself, {@code effective} for all that do its service: a
   * full backup is as good as a differential one, and either as an incremental one.
   */
  public static final String BASIS = "basis";

  /** The description's name of the repository. */
  public static final String REPO_NAME = "repo_name";

  /** pgBackRest's {@code repo-type}. */
  public static final String REPO_TYPE = "repo_type";

  /** pgBackRest's number for a cluster in one repository. */
  public static final String DATABASE_ID = "database_id";

  /** The major version of PostgreSQL. */
  public static final String PG_VERSION = "pg_version";

  /** The system identifier that initdb gave the cluster. */
  public static final String SYSTEM_ID = "system_id";

  static final List<String> PER_STANZA = List.of(STANZA, HOSTNAME);
  static final List<String> PER_REPOSITORY = List.of(STANZA, REPO, HOSTNAME);
  static final List<String> PER_TYPE = List.of(STANZA, REPO, BACKUP_TYPE, HOSTNAME);

  // The names of the first six are promised to dashboards and rules that exist: the missing unit
  // suffix and the "_count" of a gauge, which promtool dislikes, have to stay.

  public static final MetricSpec LAST_FULL_BACKUP =
      ofRepository(
          "pgbackrest_last_full_backup_timestamp",
          MetricUnit.UNIX_SECONDS,
          "Unix time at which the newest full backup was completed, absent if there is none");

  public static final MetricSpec LAST_DIFF_BACKUP =
      ofRepository(
          "pgbackrest_last_diff_backup_timestamp",
          MetricUnit.UNIX_SECONDS,
          "Unix time at which the newest differential backup was completed, absent if there is"
              + " none");

  public static final MetricSpec LAST_INCR_BACKUP =
      ofRepository(
          "pgbackrest_last_incr_backup_timestamp",
          MetricUnit.UNIX_SECONDS,
          "Unix time at which the newest incremental backup was completed, absent if there is"
              + " none");

  public static final MetricSpec BACKUP_COUNT =
      ofRepository(
          "pgbackrest_backup_count", MetricUnit.COUNT, "Backups of all types in the repository");

  public static final MetricSpec REPO_SIZE =
      ofRepository(
          "pgbackrest_repo_size_bytes",
          MetricUnit.BYTES,
          "Bytes that all backups of the stanza occupy in the repository, without the WAL archive");

  public static final MetricSpec REPO_BACKUP_SIZE =
      ofRepository(
          "pgbackrest_repo_backup_size_bytes",
          MetricUnit.BYTES,
          "Bytes that the newest backup added to the repository, absent if there is none");

  public static final MetricSpec LAST_BACKUP =
      new MetricSpec(
          "pgbackrest_last_backup_timestamp_seconds",
          MetricUnit.UNIX_SECONDS,
          List.of(STANZA, REPO, BACKUP_TYPE, BASIS, HOSTNAME),
          "Unix time at which the newest backup was completed, absent if there is none; with the"
              + " basis exact of this type alone, with the basis effective of this type or one"
              + " that rests on less");

  public static final MetricSpec LAST_BACKUP_START =
      ofLast(
          "pgbackrest_last_backup_start_timestamp_seconds",
          MetricUnit.UNIX_SECONDS,
          "Unix time at which the newest backup of the type began");

  public static final MetricSpec LAST_BACKUP_DURATION =
      ofLast(
          "pgbackrest_last_backup_duration_seconds",
          MetricUnit.SECONDS,
          "Seconds that the newest backup of the type took");

  public static final MetricSpec LAST_BACKUP_SIZE =
      ofLast(
          "pgbackrest_last_backup_size_bytes",
          MetricUnit.BYTES,
          "Bytes of the cluster, uncompressed, in the newest backup of the type");

  public static final MetricSpec LAST_BACKUP_DELTA =
      ofLast(
          "pgbackrest_last_backup_delta_bytes",
          MetricUnit.BYTES,
          "Bytes of the cluster, uncompressed, that the newest backup of the type had to copy");

  public static final MetricSpec LAST_BACKUP_REPO_SIZE =
      ofLast(
          "pgbackrest_last_backup_repo_size_bytes",
          MetricUnit.BYTES,
          "Bytes in the repository that a restore of the newest backup of the type needs, absent"
              + " for block incremental backups");

  public static final MetricSpec LAST_BACKUP_REPO_DELTA =
      ofLast(
          "pgbackrest_last_backup_repo_delta_bytes",
          MetricUnit.BYTES,
          "Bytes that the newest backup of the type added to the repository");

  public static final MetricSpec LAST_BACKUP_ERROR =
      ofLast(
          "pgbackrest_last_backup_error",
          MetricUnit.FLAG,
          "Whether the newest backup of the type holds pages with wrong checksums, absent if"
              + " checksums were not looked at");

  public static final MetricSpec BACKUPS =
      ofLast(
          "pgbackrest_backups_present", MetricUnit.COUNT, "Backups of the type in the repository");

  public static final MetricSpec BACKUPS_OF_SYSTEM =
      ofLast(
          "pgbackrest_backups_present_for_system",
          MetricUnit.COUNT,
          "Backups of the type in the repository that are of the cluster as it is now, by its"
              + " system identifier, or of the newest that the repository knows if the data"
              + " directory cannot be read");

  public static final MetricSpec PITR_OLDEST =
      ofRepository(
          "pgbackrest_pitr_oldest_timestamp_seconds",
          MetricUnit.UNIX_SECONDS,
          "Unix time from which on the repository can restore every moment, as far as the backups,"
              + " the first WAL segment and the retention of WAL tell; absent if there is none");

  public static final MetricSpec REPO_INFO =
      new MetricSpec(
          "pgbackrest_repo_info",
          MetricUnit.INFO,
          List.of(STANZA, REPO, REPO_NAME, REPO_TYPE, CIPHER, HOSTNAME),
          "The repository's name and type as declared and its cipher as pgBackRest last told it");

  public static final MetricSpec DATABASE_INFO =
      new MetricSpec(
          "pgbackrest_database_info",
          MetricUnit.INFO,
          List.of(STANZA, REPO, DATABASE_ID, PG_VERSION, SYSTEM_ID, HOSTNAME),
          "The newest cluster that the repository knows the stanza by");

  public static final MetricSpec CLUSTER_INFO =
      new MetricSpec(
          "pgbackrest_cluster_info",
          MetricUnit.INFO,
          List.of(STANZA, SYSTEM_ID, HOSTNAME),
          "The system identifier of the cluster in the data directory, absent if it cannot be"
              + " read");

  public static final MetricSpec RUNNING_SINCE =
      new MetricSpec(
          "pgbackrest_backup_running_since_timestamp_seconds",
          MetricUnit.UNIX_SECONDS,
          PER_STANZA,
          "Unix time of the first collection that found the lock held which is still held by the"
              + " same command; absent if no backup runs");

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

  private static final List<MetricSpec> OWN =
      List.of(
          LAST_FULL_BACKUP,
          LAST_DIFF_BACKUP,
          LAST_INCR_BACKUP,
          BACKUP_COUNT,
          REPO_SIZE,
          REPO_BACKUP_SIZE,
          LAST_BACKUP,
          LAST_BACKUP_START,
          LAST_BACKUP_DURATION,
          LAST_BACKUP_SIZE,
          LAST_BACKUP_DELTA,
          LAST_BACKUP_REPO_SIZE,
          LAST_BACKUP_REPO_DELTA,
          LAST_BACKUP_ERROR,
          BACKUPS,
          BACKUPS_OF_SYSTEM,
          PITR_OLDEST,
          REPO_INFO,
          DATABASE_INFO,
          CLUSTER_INFO,
          RUNNING_SINCE,
          STANZA_STATUS,
          REPO_STATUS);

  private BackupMetrics() {}

  static MetricSpec ofRepository(String name, MetricUnit unit, String help) {
    return new MetricSpec(name, unit, PER_REPOSITORY, help);
  }

  private static MetricSpec ofLast(String name, MetricUnit unit, String help) {
    return new MetricSpec(name, unit, PER_TYPE, help);
  }

  /** Returns the metrics of this class, in the order in which they are documented. */
  public static List<MetricSpec> own() {
    return OWN;
  }

  /** Returns every metric, in the order in which they are documented. */
  public static List<MetricSpec> all() {
    return Stream.of(
            OWN,
            WalMetrics.own(),
            SpaceMetrics.own(),
            DrillMetrics.own(),
            JobMetrics.own(),
            DeclarationMetrics.own(),
            CollectionMetrics.own(),
            CompatibleMetrics.own())
        .flatMap(List::stream)
        .toList();
  }

  /** Returns the value of the label {@link #REPO} for a repository's key. */
  public static String repoLabel(int key) {
    return "repo" + key;
  }
}
