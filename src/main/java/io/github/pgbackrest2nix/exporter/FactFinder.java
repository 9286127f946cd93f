package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.Declaration.Retention;
import io.github.pgbackrest2nix.exporter.RepoBackups.OfType;
import io.github.pgbackrest2nix.exporter.StanzaInfo.ArchiveInfo;
import io.github.pgbackrest2nix.exporter.StanzaInfo.DatabaseInfo;
import io.github.pgbackrest2nix.exporter.StanzaInfo.RepoInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  /** Finds it all. */
  RepoBackups find(Retention retention) {
    SortedMap<String, OfType> types = new TreeMap<>();
    for (String type : RepoFacts.TYPES) {
      types.put(type, ofType(type));
    }
    return new RepoBackups(
        types,
        backups.size(),
        size(),
        newestSize(),
        new RestorableSince(backups, database, archives()).find(retention),
        repo.cipher(),
        database,
        archives());
  }

  private OfType ofType(String type) {
    long present = 0;
    Map<String, Long> bySystem = new TreeMap<>();
    Optional<BackupInfo> newest = Optional.empty();
    for (BackupInfo backup : backups) {
      if (backup.type().equals(type)) {
        present++;
        stanza
            .findDatabase(repo.key(), backup.databaseId())
            .ifPresent(known -> bySystem.merge(known.systemId(), 1L, Long::sum));
        newest = newest.filter(each -> each.stop() > backup.stop()).or(() -> Optional.of(backup));
      }
    }
    return new OfType(present, bySystem, newest);
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
