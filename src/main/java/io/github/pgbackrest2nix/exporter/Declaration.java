package io.github.pgbackrest2nix.exporter;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What should be there, whatever pgBackRest says.
 *
 * @param hostname the value of the label of that name
 * @param lockPath pgBackRest's {@code lock-path}
 * @param jobs services that leave behind how their runs went
 * @param stanzas in the order of the declaration, at least one
 */
record Declaration(
    String hostname,
    Optional<Path> lockPath,
    List<DeclaredJob> jobs,
    List<DeclaredStanza> stanzas) {
  Declaration {
    jobs = List.copyOf(jobs);
    stanzas = List.copyOf(stanzas);
  }

  /**
   * A service.
   *
   * @param unit with its suffix
   * @param stanza unless it is of the whole host
   * @param result see {@link JobResult}
   */
  record DeclaredJob(String unit, Optional<String> stanza, Path result) {}

  /**
   * A stanza.
   *
   * @param dataDir of the cluster, if it is on this host
   * @param spoolPath pgBackRest's, where it archives asynchronously
   * @param repos that should hold its backups, at least one
   */
  record DeclaredStanza(
      String name,
      Optional<Path> dataDir,
      Optional<Path> spoolPath,
      Objectives objectives,
      List<DeclaredRepo> repos) {
    DeclaredStanza {
      repos = List.copyOf(repos);
    }
  }

  /** What is promised, in seconds; see {@code pgbackrest_pitr_window_promised_seconds}. */
  record Objectives(
      OptionalLong rpo, OptionalLong rto, OptionalLong pitrWindow, OptionalLong offsitePitrWindow) {
    static final Objectives NONE =
        new Objectives(
            OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
  }

  /**
   * A repository, as far as the stanza goes.
   *
   * @param key as in {@code repo1-path}, 1 to 256
   * @param name what people call it
   * @param type pgBackRest's {@code repo-type}
   * @param path its directory, if that is on a file system of this host
   * @param schedules calendar expressions of systemd by type of backup, of those that are scheduled
   * @param maxAges seconds by type of backup, of those that are scheduled
   * @param sizeLimit bytes
   * @param restoreDrill the file in which regular trial restores say how they went
   */
  record DeclaredRepo(
      int key,
      String name,
      Optional<String> type,
      Optional<Path> path,
      SortedMap<String, List<String>> schedules,
      SortedMap<String, Long> maxAges,
      Retention retention,
      OptionalLong sizeLimit,
      Optional<Path> restoreDrill) {
    DeclaredRepo {
      schedules = Collections.unmodifiableSortedMap(new TreeMap<>(schedules));
      maxAges = Collections.unmodifiableSortedMap(new TreeMap<>(maxAges));
    }
  }

  /**
   * What the repository keeps; what is absent is not limited or is pgBackRest's default.
   *
   * @param full backups
   * @param fullSeconds how long full backups are kept
   * @param diff backups
   * @param archive backups of the archive type, from the newest on, after which all WAL is kept
   * @param archiveType {@code full}, {@code diff} or {@code incr}
   */
  record Retention(
      OptionalLong full,
      OptionalLong fullSeconds,
      OptionalLong diff,
      OptionalLong archive,
      String archiveType) {
    static final String FULL = "full";
    static final Retention NONE =
        new Retention(
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            FULL);
  }
}
