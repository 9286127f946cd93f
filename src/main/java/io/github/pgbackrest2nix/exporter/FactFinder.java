package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.Declaration.Retention;
import io.github.pgbackrest2nix.exporter.RepoFacts.LastBackup;
import io.github.pgbackrest2nix.exporter.RepoFacts.TypeFacts;
import io.github.pgbackrest2nix.exporter.StanzaInfo.ArchiveInfo;
import io.github.pgbackrest2nix.exporter.StanzaInfo.DatabaseInfo;
import io.github.pgbackrest2nix.exporter.StanzaInfo.RepoInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds what there is to know of one stanza in one repository. */
final class FactFinder {
  private final StanzaInfo stanza;
  private final RepoInfo repo;
  private final List<BackupInfo> backups;
  private final Optional<DatabaseInfo> database;

  FactFinder(StanzaInfo stanza, RepoInfo repo) {
    this.stanza = stanza;
    this.repo = repo;
    this.backups = stanza.backupsIn(repo.key());
    this.database = stanza.findNewestDatabase(repo.key());
  }

  /**
   * Finds it all.
   *
   * @param systemId of the cluster on this host, if it can be read
   */
  RepoFacts find(Retention retention, Optional<String> systemId) {
    Optional<String> system = systemId.or(() -> database.map(DatabaseInfo::systemId));
    SortedMap<String, TypeFacts> types = new TreeMap<>();
    for (String type : RepoFacts.TYPES) {
      types.put(type, factsOf(type, system));
    }
    return new RepoFacts(
        types,
        backups.size(),
        size(),
        newestSize(),
        findOldestRestorable(retention)
            .map(backup -> OptionalLong.of(backup.stop()))
            .orElseGet(OptionalLong::empty),
        repo.cipher(),
        database,
        archives(),
        Optional.empty());
  }

  /** Finds the oldest backup after which every moment should be restorable. */
  Optional<BackupInfo> findOldestRestorable(Retention retention) {
    return new RestorableSince(backups, database, archives()).find(retention);
  }

  private TypeFacts factsOf(String type, Optional<String> system) {
    long present = 0;
    long presentForSystem = 0;
    Optional<BackupInfo> newest = Optional.empty();
    for (BackupInfo backup : backups) {
      if (backup.type().equals(type)) {
        present++;
        presentForSystem += isOf(system, backup) ? 1 : 0;
        newest = newest.filter(each -> each.stop() > backup.stop()).or(() -> Optional.of(backup));
      }
    }
    return new TypeFacts(
        present,
        system.isPresent() ? OptionalLong.of(presentForSystem) : OptionalLong.empty(),
        newest.map(
            backup ->
                new LastBackup(backup.start(), backup.stop(), backup.sizes(), backup.error())));
  }

  private boolean isOf(Optional<String> system, BackupInfo backup) {
    return stanza
        .findDatabase(repo.key(), backup.databaseId())
        .map(DatabaseInfo::systemId)
        .equals(system);
  }

  private List<ArchiveInfo> archives() {
    List<ArchiveInfo> archives = new ArrayList<>();
    for (ArchiveInfo archive : stanza.archives()) {
      if (archive.repoKey() == repo.key()) {
        archives.add(archive);
      }
    }
    return archives;
  }

  private OptionalLong size() {
    long sum = 0;
    for (BackupInfo backup : backups) {
      OptionalLong delta = backup.sizes().repoDelta();
      if (delta.isEmpty()) {
        return OptionalLong.empty();
      }
      sum += delta.getAsLong();
    }
    return OptionalLong.of(sum);
  }

  private OptionalLong newestSize() {
    long newest = Long.MIN_VALUE;
    OptionalLong size = OptionalLong.empty();
    for (BackupInfo backup : backups) {
      // pgBackRest lists backups in the order of their labels, so that of two that were completed
      // in the same second the later one counts.
      if (backup.stop() >= newest) {
        newest = backup.stop();
        size = backup.sizes().repoDelta();
      }
    }
    return size;
  }
}
