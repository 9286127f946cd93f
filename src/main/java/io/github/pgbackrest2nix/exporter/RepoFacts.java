package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.StanzaInfo.BackupInfo;
import java.util.List;
import java.util.OptionalLong;

/**
 * What is known of the backups of one stanza in one repository; outlives a failed collection.
 *
 * @param lastFull Unix time of completion, as the next two
 * @param count of backups of all types
 * @param size bytes of all backups; absent if pgBackRest did not say it of each
 * @param newestSize bytes that the newest backup added
 */
record RepoFacts(
    OptionalLong lastFull,
    OptionalLong lastDiff,
    OptionalLong lastIncr,
    long count,
    OptionalLong size,
    OptionalLong newestSize) {

  /** Returns the facts of these backups, which are all in one repository. */
  static RepoFacts of(List<BackupInfo> backups) {
    return new RepoFacts(
        lastOf("full", backups),
        lastOf("diff", backups),
        lastOf("incr", backups),
        backups.size(),
        sizeOf(backups),
        newestSizeOf(backups));
  }

  private static OptionalLong lastOf(String type, List<BackupInfo> backups) {
    OptionalLong last = OptionalLong.empty();
    for (BackupInfo backup : backups) {
      if (backup.type().equals(type) && (last.isEmpty() || backup.stop() > last.getAsLong())) {
        last = OptionalLong.of(backup.stop());
      }
    }
    return last;
  }

  private static OptionalLong sizeOf(List<BackupInfo> backups) {
    long sum = 0;
    for (BackupInfo backup : backups) {
      if (backup.repoDelta().isEmpty()) {
        return OptionalLong.empty();
      }
      sum += backup.repoDelta().getAsLong();
    }
    return OptionalLong.of(sum);
  }

  private static OptionalLong newestSizeOf(List<BackupInfo> backups) {
    long newest = Long.MIN_VALUE;
    OptionalLong size = OptionalLong.empty();
    for (BackupInfo backup : backups) {
      // pgBackRest lists backups in the order of their labels, so that of two that were completed
      // in the same second the later one counts.
      if (backup.stop() >= newest) {
        newest = backup.stop();
        size = backup.repoDelta();
      }
    }
    return size;
  }
}
