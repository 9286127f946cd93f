package io.github.pgbackrest2nix.exporter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A stanza in the answer of {@code pgbackrest info}; what we do not need of it is left out.
 *
 * @param backupLock of the commands that exclude backups
 * @param restoreLock from 2.56 on
 * @param databases the clusters that the repositories know the stanza by
 */
record StanzaInfo(
    String name,
    Status status,
    Optional<Lock> backupLock,
    Optional<Lock> restoreLock,
    List<RepoInfo> repos,
    List<DatabaseInfo> databases,
    List<ArchiveInfo> archives,
    List<BackupInfo> backups) {
  StanzaInfo {
    repos = List.copyOf(repos);
    databases = List.copyOf(databases);
    archives = List.copyOf(archives);
    backups = List.copyOf(backups);
  }

  /** Returns the backups in one repository. */
  List<BackupInfo> backupsIn(int repoKey) {
    List<BackupInfo> found = new ArrayList<>();
    for (BackupInfo backup : backups) {
      if (backup.repoKey() == repoKey) {
        found.add(backup);
      }
    }
    return found;
  }

  /** Finds what is said of one repository. */
  Optional<RepoInfo> findRepo(int key) {
    for (RepoInfo repo : repos) {
      if (repo.key() == key) {
        return Optional.of(repo);
      }
    }
    return Optional.empty();
  }

  /** Finds a cluster by its number in one repository. */
  Optional<DatabaseInfo> findDatabase(int repoKey, int id) {
    for (DatabaseInfo database : databases) {
      if (database.repoKey() == repoKey && database.id() == id) {
        return Optional.of(database);
      }
    }
    return Optional.empty();
  }

  /** Finds the cluster that a repository has known the stanza by since the last upgrade. */
  Optional<DatabaseInfo> findNewestDatabase(int repoKey) {
    Optional<DatabaseInfo> newest = Optional.empty();
    for (DatabaseInfo database : databases) {
      if (database.repoKey() == repoKey
          && (newest.isEmpty() || database.id() > newest.get().id())) {
        newest = Optional.of(database);
      }
    }
    return newest;
  }

  /** Returns the same but for the backups, of which it has none. */
  StanzaInfo withoutBackups() {
    return new StanzaInfo(
        name, status, backupLock, restoreLock, repos, databases, archives, List.of());
  }

  /** Returns this with the answer about more repositories of the same stanza. */
  StanzaInfo and(StanzaInfo more) {
    return new StanzaInfo(
        name,
        status,
        held(backupLock, more.backupLock),
        held(restoreLock, more.restoreLock),
        joined(repos, more.repos),
        joined(databases, more.databases),
        joined(archives, more.archives),
        joined(backups, more.backups));
  }

  private static Optional<Lock> held(Optional<Lock> one, Optional<Lock> other) {
    return other.isPresent() && other.get().held() ? other : one.or(() -> other);
  }

  private static <T> List<T> joined(List<T> one, List<T> other) {
    List<T> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  /**
   * How pgBackRest judges a stanza or a repository.
   *
   * @param code 0 for "ok"; see {@code pgbackrest_stanza_status}
   * @param message may have many lines
   */
  record Status(int code, String message) {
    static final int OK = 0;
    static final int NO_VALID_BACKUPS = 2;
    static final int DIFFERENT_ACROSS_REPOS = 4;

    /** Returns whether the list of backups can be believed, even where it is empty. */
    boolean isReadable() {
      return code == OK || code == NO_VALID_BACKUPS;
    }
  }

  /**
   * A lock and the progress of whoever holds it.
   *
   * @param size bytes to copy, from 2.48 on
   * @param complete bytes copied
   * @param repos the same by repository, from 2.59 on
   */
  record Lock(boolean held, OptionalLong size, OptionalLong complete, List<RepoProgress> repos) {
    Lock {
      repos = List.copyOf(repos);
    }
  }

  /** Bytes to copy and copied to one repository. */
  record RepoProgress(int key, OptionalLong size, OptionalLong complete) {}

  /** A repository that pgBackRest looked for the stanza in. */
  record RepoInfo(int key, String cipher, Status status) {}

  /**
   * A cluster that the stanza is or was.
   *
   * @param id a number within the repository, growing
   * @param systemId decimal digits of an unsigned 64-bit number
   * @param version of PostgreSQL, such as {@code 16} or {@code 9.6}
   */
  record DatabaseInfo(int repoKey, int id, String systemId, String version) {}

  /**
   * The WAL of one cluster in one repository.
   *
   * @param id such as {@code 16-1}
   * @param min name of the first segment; absent if there is none
   */
  record ArchiveInfo(
      int repoKey, int databaseId, String id, Optional<String> min, Optional<String> max) {}
}
