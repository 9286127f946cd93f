package io.github.pgbackrest2nix.exporter;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A stanza in the answer of {@code pgbackrest info}; what we do not need of it is left out. */
record StanzaInfo(String name, Status status, List<RepoInfo> repos, List<BackupInfo> backups) {
  StanzaInfo {
    repos = List.copyOf(repos);
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

  /** A repository that pgBackRest looked for the stanza in. */
  record RepoInfo(int key, String cipher, Status status) {}

  /**
   * A completed backup. Labels repeat across repositories: only the key and the label together name
   * a backup.
   *
   * @param type {@code full}, {@code diff}, {@code incr}, or what a later pgBackRest invents
   * @param stop Unix time of completion
   * @param repoDelta bytes that it added to the repository
   */
  record BackupInfo(int repoKey, String label, String type, long stop, OptionalLong repoDelta) {}
}
