package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.Declaration.DeclaredRepo;
import io.github.pgbackrest2nix.exporter.Declaration.DeclaredStanza;
import io.github.pgbackrest2nix.metric.BackupMetrics;
import io.github.pgbackrest2nix.metric.SpaceMetrics;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The directories of a stanza that must not run out of room. */
final class Places {
  private Places() {}

  /** Returns the directories by the label of their place. */
  static SortedMap<String, Path> of(DeclaredStanza stanza) {
    SortedMap<String, Path> places = new TreeMap<>();
    // The directory of WAL is often a link to a file system of its own.
    stanza.dataDir().ifPresent(dir -> places.put(SpaceMetrics.WAL, dir.resolve("pg_wal")));
    stanza.spoolPath().ifPresent(dir -> places.put(SpaceMetrics.SPOOL, dir));
    for (DeclaredRepo repo : stanza.repos()) {
      repo.path().ifPresent(dir -> places.put(BackupMetrics.repoLabel(repo.key()), dir));
    }
    return places;
  }

  /** Returns the room of the stanza's places, of all that is known. */
  static SortedMap<String, Room> rooms(DeclaredStanza stanza, Map<Path, Room> known) {
    SortedMap<String, Room> rooms = new TreeMap<>();
    of(stanza)
        .forEach(
            (place, directory) -> {
              Room room = known.get(directory);
              if (room != null) {
                rooms.put(place, room);
              }
            });
    return rooms;
  }
}
