package io.github.pgbackrest2nix.exporter;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A completed backup. Labels repeat across repositories: only the key and the label together name a
 * backup.
 *
 * @param databaseId of the cluster that it is of; see {@link StanzaInfo.DatabaseInfo}
 * @param type {@code full}, {@code diff}, {@code incr}, or what a later pgBackRest invents
 * @param start Unix time
 * @param stop Unix time of completion
 * @param error whether pages have wrong checksums, absent if checksums were not looked at
 */
record BackupInfo(
    int repoKey,
    int databaseId,
    String label,
    String type,
    OptionalLong start,
    long stop,
    Sizes sizes,
    Optional<Boolean> error,
    Details details) {

  /**
   * How large a backup is, in bytes.
   *
   * @param size of the cluster
   * @param delta of the cluster, as far as it had to be copied
   * @param repoSize what a restore needs of the repository; absent for block incremental backups
   * @param repoDelta what it added to the repository
   * @param repoSizeMap maps of blocks that a restore needs; absent without block incremental backup
   * @param repoDeltaMap maps of blocks that it added
   */
  record Sizes(
      OptionalLong size,
      OptionalLong delta,
      OptionalLong repoSize,
      OptionalLong repoDelta,
      OptionalLong repoSizeMap,
      OptionalLong repoDeltaMap) {
    static final Sizes UNKNOWN =
        new Sizes(
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());
  }

  /**
   * What else there is to say of it; what is not known is empty.
   *
   * @param version of the pgBackRest that made it
   * @param walStart name of the first WAL segment that it needs
   * @param prior label of the backup that it rests on
   * @param annotations how many it carries
   */
  record Details(
      String version,
      String lsnStart,
      String lsnStop,
      String walStart,
      String walStop,
      String prior,
      long annotations) {
    static final Details UNKNOWN = new Details("", "", "", "", "", "", 0);
  }

  /** Returns whether its files are stored block by block. */
  boolean blockIncremental() {
    return sizes.repoSizeMap().isPresent() && sizes.repoDeltaMap().isPresent();
  }
}
