package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.Declaration.DeclaredRepo;
import io.github.pgbackrest2nix.exporter.PackedBackup.Unpacked;
import io.github.pgbackrest2nix.exporter.StanzaInfo.DatabaseInfo;
import io.github.pgbackrest2nix.exporter.StanzaInfo.RepoInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is kept of pgBackRest's answer about one stanza: the backups are summed up as soon as the
 * stanza has been read, because those of all stanzas may be more than fit in memory.
 *
 * @param info without the backups
 * @param repos what the backups in each declared repository come to, by its key
 * @param newest the newest backup in any repository, by type: of this type or one that it rests on
 * @param backups every single one, if that is asked for
 */
record StanzaAnswer(
    StanzaInfo info,
    SortedMap<Integer, RepoBackups> repos,
    SortedMap<String, BackupInfo> newest,
    List<PackedBackup> backups) {
  StanzaAnswer {
    repos = Collections.unmodifiableSortedMap(new TreeMap<>(repos));
    newest = Collections.unmodifiableSortedMap(new TreeMap<>(newest));
    backups = List.copyOf(backups);
  }

  /** Sums up an answer, in which repositories that are not declared count for little. */
  static StanzaAnswer of(StanzaInfo stanza, List<DeclaredRepo> declared, boolean everyBackup) {
    SortedMap<Integer, RepoBackups> repos = new TreeMap<>();
    for (DeclaredRepo repo : declared) {
      Optional<RepoInfo> info = stanza.findRepo(repo.key());
      if (info.isPresent()) {
        repos.put(repo.key(), new FactFinder(stanza, info.get()).find(repo.retention()));
      }
    }
    List<PackedBackup> backups = new ArrayList<>();
    if (everyBackup) {
      for (BackupInfo backup : stanza.backups()) {
        String postgresql =
            stanza
                .findDatabase(backup.repoKey(), backup.databaseId())
                .map(DatabaseInfo::version)
                .orElse("");
        backups.add(PackedBackup.of(new Unpacked(backup, stanza.name(), postgresql)));
      }
    }
    return new StanzaAnswer(stanza.withoutBackups(), repos, newest(stanza), backups);
  }

  private static SortedMap<String, BackupInfo> newest(StanzaInfo stanza) {
    SortedMap<String, BackupInfo> newest = new TreeMap<>();
    for (BackupInfo backup : stanza.backups()) {
      int type = RepoFacts.TYPES.indexOf(backup.type());
      if (type >= 0) {
        for (String each : RepoFacts.TYPES.subList(type, RepoFacts.TYPES.size())) {
          newest.merge(each, backup, StanzaAnswer::newer);
        }
      }
    }
    return newest;
  }

  private static BackupInfo newer(BackupInfo one, BackupInfo other) {
    return other.stop() > one.stop() ? other : one;
  }

  StanzaAnswer withoutEveryBackup() {
    return new StanzaAnswer(info, repos, newest, List.of());
  }

  /** Finds what the backups in one repository come to. */
  Optional<RepoBackups> findBackups(int repoKey) {
    return Optional.ofNullable(repos.get(repoKey));
  }

  /** Returns this with the answer about more repositories of the same stanza. */
  StanzaAnswer and(StanzaAnswer more) {
    SortedMap<Integer, RepoBackups> allRepos = new TreeMap<>(more.repos);
    allRepos.putAll(repos);
    SortedMap<String, BackupInfo> newestOfAll = new TreeMap<>(newest);
    more.newest.forEach((type, backup) -> newestOfAll.merge(type, backup, StanzaAnswer::newer));
    List<PackedBackup> allBackups = new ArrayList<>(backups);
    allBackups.addAll(more.backups);
    return new StanzaAnswer(info.and(more.info), allRepos, newestOfAll, allBackups);
  }
}
