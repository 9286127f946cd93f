package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.RepoFacts.LastBackup;
import io.github.pgbackrest2nix.exporter.RepoFacts.TypeFacts;
import io.github.pgbackrest2nix.exporter.StanzaInfo.ArchiveInfo;
import io.github.pgbackrest2nix.exporter.StanzaInfo.DatabaseInfo;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the backups of one stanza in one repository come to, whichever cluster is on this host. The
 * backups themselves need not be kept.
 *
 * @param types by type of backup, of {@link RepoFacts#TYPES} all
 * @param oldestRestorable the oldest backup after which every moment should be restorable
 * @see RepoFacts
 */
record RepoBackups(
    SortedMap<String, OfType> types,
    long count,
    OptionalLong size,
    OptionalLong newestSize,
    Optional<BackupInfo> oldestRestorable,
    String cipher,
    Optional<DatabaseInfo> database,
    List<ArchiveInfo> archives) {
  RepoBackups {
    types = Collections.unmodifiableSortedMap(new TreeMap<>(types));
    archives = List.copyOf(archives);
  }

  /**
   * The backups of one type.
   *
   * @param bySystem how many, by the system identifier of their cluster
   */
  record OfType(long present, Map<String, Long> bySystem, Optional<BackupInfo> newest) {
    OfType {
      bySystem = Map.copyOf(bySystem);
    }

    private TypeFacts facts(Optional<String> system) {
      return new TypeFacts(
          present,
          system.isPresent()
              ? OptionalLong.of(bySystem.getOrDefault(system.get(), 0L))
              : OptionalLong.empty(),
          newest.map(
              backup ->
                  new LastBackup(backup.start(), backup.stop(), backup.sizes(), backup.error())));
    }
  }

  /**
   * Returns what there is to know.
   *
   * @param systemId of the cluster on this host, if it can be read
   */
  RepoFacts facts(Optional<String> systemId) {
    Optional<String> system = systemId.or(() -> database.map(DatabaseInfo::systemId));
    SortedMap<String, TypeFacts> facts = new TreeMap<>();
    types.forEach((type, each) -> facts.put(type, each.facts(system)));
    return new RepoFacts(
        facts,
        count,
        size,
        newestSize,
        oldestRestorable
            .map(backup -> OptionalLong.of(backup.stop()))
            .orElseGet(OptionalLong::empty),
        cipher,
        database,
        archives,
        Optional.empty());
  }
}
