package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.Declaration.Retention;
import io.github.pgbackrest2nix.exporter.StanzaInfo.ArchiveInfo;
import io.github.pgbackrest2nix.exporter.StanzaInfo.DatabaseInfo;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Since when a repository can restore every moment, as far as it tells without a look at WAL. */
final class RestorableSince {
  private final List<BackupInfo> newestFirst;
  private final Optional<WalSegment> firstSegment;

  RestorableSince(
      List<BackupInfo> backups, Optional<DatabaseInfo> database, List<ArchiveInfo> archives) {
    int id = database.map(DatabaseInfo::id).orElse(0);
    newestFirst =
        backups.stream()
            .filter(backup -> backup.databaseId() == id)
            .sorted(Comparator.comparingLong(BackupInfo::stop).reversed())
            .toList();
    firstSegment =
        archives.stream()
            .filter(archive -> archive.databaseId() == id)
            .flatMap(archive -> archive.min().stream())
            .flatMap(name -> WalSegment.parse(name).stream())
            .min(Comparator.comparingLong(WalSegment::order));
  }

  /** Finds the oldest backup after which all WAL should still be there. */
  Optional<BackupInfo> find(Retention retention) {
    Optional<BackupInfo> oldest = Optional.empty();
    int counted = RepoFacts.TYPES.indexOf(retention.archiveType());
    long left = retention.archive().orElse(Long.MAX_VALUE);
    for (BackupInfo backup : newestFirst) {
      if (left == 0 || !hasItsWal(backup)) {
        return oldest;
      }
      oldest = Optional.of(backup);
      // pgBackRest counts full backups as differential ones too, and all as incremental ones. What
      // is older than the last that it counts keeps only the WAL that makes it consistent.
      int type = RepoFacts.TYPES.indexOf(backup.type());
      left -= type >= 0 && type <= counted ? 1 : 0;
    }
    return oldest;
  }

  // The names of segments are compared without their timelines, which a promotion changes in the
  // middle of the sequence.
  private boolean hasItsWal(BackupInfo backup) {
    Optional<WalSegment> start = WalSegment.parse(backup.details().walStart());
    return start.isPresent()
        && firstSegment.isPresent()
        && start.get().order() >= firstSegment.get().order();
  }
}
