package io.github.pgbackrest2nix.deployment;

import io.github.pgbackrest2nix.model.BackupType;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the runtime jar is told should be there.
 *
 * @param hostname the label of that name
 * @param jobs services that leave behind how their runs went
 * @param stanzas by name
 */
public record DeclarationPlan(
    String hostname, String lockPath, List<DeclaredJob> jobs, List<DeclaredStanza> stanzas) {
  public DeclarationPlan {
    jobs = List.copyOf(jobs);
    stanzas = List.copyOf(stanzas);
  }

  /**
   * A service.
   *
   * @param unit with its suffix
   * @param stanza unless it is of the whole host
   */
  public record DeclaredJob(String unit, Optional<String> stanza) {
    /** Returns what the names of the files begin with that say how the last run went. */
    public String result() {
      return HostPaths.JOBS + "/" + unit;
    }
  }

  /**
   * A stanza.
   *
   * @param spool directory of the spool, where archiving is asynchronous
   * @param rpo the most that may be lost
   * @param rto the longest that a restore may take
   * @param pitrWindow how far back a restore to any moment reaches
   * @param offsitePitrWindow the same from the repositories that are not directories of this host
   * @param repos by key
   */
  public record DeclaredStanza(
      String name,
      String dataDir,
      Optional<String> spool,
      Optional<Duration> rpo,
      Optional<Duration> rto,
      Optional<Duration> pitrWindow,
      Optional<Duration> offsitePitrWindow,
      List<DeclaredRepo> repos) {
    public DeclaredStanza {
      repos = List.copyOf(repos);
    }
  }

  /**
   * A repository, as far as the stanza goes.
   *
   * @param type pgBackRest's {@code repo-type}
   * @param path its directory, if that is on a file system of this host
   * @param schedules calendar expressions, of the types that are scheduled
   * @param maxAges over which the newest backup is overdue, of the types that are scheduled
   * @param sizeLimit bytes over which it is too large
   * @param restoreDrill the file in which regular trial restores say how they went
   */
  public record DeclaredRepo(
      int key,
      String name,
      String type,
      Optional<String> path,
      SortedMap<BackupType, List<String>> schedules,
      SortedMap<BackupType, Duration> maxAges,
      DeclaredRetention retention,
      Optional<Long> sizeLimit,
      Optional<String> restoreDrill) {
    public DeclaredRepo {
      schedules = Collections.unmodifiableSortedMap(new TreeMap<>(schedules));
      maxAges = Collections.unmodifiableSortedMap(new TreeMap<>(maxAges));
    }
  }

  /** How long what is kept; see {@link io.github.pgbackrest2nix.model.Retention}. */
  public record DeclaredRetention(
      Optional<Integer> full,
      Optional<Duration> fullTime,
      Optional<Integer> diff,
      Optional<Integer> archive,
      Optional<String> archiveType) {}
}
