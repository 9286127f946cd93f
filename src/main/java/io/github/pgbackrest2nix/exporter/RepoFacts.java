package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.BackupInfo.Sizes;
import io.github.pgbackrest2nix.exporter.StanzaInfo.ArchiveInfo;
import io.github.pgbackrest2nix.exporter.StanzaInfo.DatabaseInfo;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of one stanza in one repository; outlives a failed collection.
 *
 * @param types by type of backup, of {@link #TYPES} all
 * @param count of backups of all types
 * @param size bytes of all backups; absent if pgBackRest did not say it of each
 * @param newestSize bytes that the newest backup added
 * @param pitrOldest see {@code pgbackrest_pitr_oldest_timestamp_seconds}
 * @param database the newest cluster
 * @param unarchived what it lacks of the WAL on this host, if that is known
 */
record RepoFacts(
    SortedMap<String, TypeFacts> types,
    long count,
    OptionalLong size,
    OptionalLong newestSize,
    OptionalLong pitrOldest,
    String cipher,
    Optional<DatabaseInfo> database,
    List<ArchiveInfo> archives,
    Optional<Unarchived> unarchived) {
  static final String FULL = "full";
  static final String DIFF = "diff";
  static final String INCR = "incr";

  /** The types of backups; each rests on those before it. */
  static final List<String> TYPES = List.of(FULL, DIFF, INCR);

  RepoFacts {
    types = Collections.unmodifiableSortedMap(new TreeMap<>(types));
    archives = List.copyOf(archives);
  }

  /** Returns the same and what the repository lacks of the WAL on this host. */
  RepoFacts with(Optional<Unarchived> lack) {
    return new RepoFacts(
        types, count, size, newestSize, pitrOldest, cipher, database, archives, lack);
  }

  /** Finds the WAL of the newest cluster. */
  Optional<ArchiveInfo> findArchive() {
    for (ArchiveInfo archive : archives) {
      if (database.map(newest -> newest.id() == archive.databaseId()).orElse(false)) {
        return Optional.of(archive);
      }
    }
    return Optional.empty();
  }

  /** Finds the newest backup of this very type. */
  Optional<LastBackup> findLast(String type) {
    TypeFacts facts = types.get(type);
    return facts == null ? Optional.empty() : facts.last();
  }

  /** Finds when the newest backup was completed that is of this type or rests on less. */
  OptionalLong findLastEffective(String type) {
    OptionalLong newest = OptionalLong.empty();
    for (String each : TYPES.subList(0, TYPES.indexOf(type) + 1)) {
      Optional<LastBackup> last = findLast(each);
      if (last.isPresent() && (newest.isEmpty() || last.get().stop() > newest.getAsLong())) {
        newest = OptionalLong.of(last.get().stop());
      }
    }
    return newest;
  }

  /**
   * The backups of one type.
   *
   * @param presentForSystem those of the present cluster, if it is known which that is
   * @param last the newest
   */
  record TypeFacts(long present, OptionalLong presentForSystem, Optional<LastBackup> last) {}

  /** The newest backup of a type; see {@link BackupInfo}. */
  record LastBackup(OptionalLong start, long stop, Sizes sizes, Optional<Boolean> error) {}
}
