package io.github.pgbackrest2nix.model;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One PostgreSQL cluster and its backups.
 *
 * @param jobs as written
 * @param check when pgBackRest checks that WAL reaches every repository
 * @param expire when backups expire, for jobs that leave it to a run of its own
 * @param drills as written, at most one for a repository
 * @param bootstrapFromBackup whether an empty data directory is restored before PostgreSQL starts
 * @param unitPrefix what the names of its units start with, instead of the default
 */
public record Stanza(
    ConfigPath at,
    String name,
    PostgreSql postgresql,
    Archive archive,
    Objectives objectives,
    List<Job> jobs,
    Optional<Schedule> check,
    Optional<Schedule> expire,
    List<RestoreDrill> drills,
    boolean bootstrapFromBackup,
    Optional<String> unitPrefix,
    Settings settings,
    List<CommandSettings> commandSettings) {
  public Stanza {
    jobs = List.copyOf(jobs);
    drills = List.copyOf(drills);
    commandSettings = List.copyOf(commandSettings);
  }

  /** Returns this stanza where of all repositories only these are enabled. */
  Stanza onlyWith(List<Repository> enabled, List<Repository> all) {
    Set<String> names = enabled.stream().map(Repository::name).collect(Collectors.toSet());
    boolean offsite = enabled.stream().anyMatch(each -> !each.storage().local());
    return new Stanza(
        at,
        name,
        postgresql,
        archive,
        offsite ? objectives : objectives.withoutOffsite(),
        jobs.stream()
            .map(job -> job.withRepositories(all))
            .filter(job -> job.repositories().stream().anyMatch(names::contains))
            .toList(),
        check,
        expire,
        drills.stream().filter(drill -> names.contains(drill.repository())).toList(),
        bootstrapFromBackup,
        unitPrefix,
        settings,
        commandSettings);
  }

  /** Finds the trial restores from the repository of this name. */
  public Optional<RestoreDrill> findDrill(String repository) {
    return drills.stream().filter(drill -> drill.repository().equals(repository)).findFirst();
  }

  /**
   * The cluster.
   *
   * @param version major version
   * @param dataDir absolute path of its data directory
   */
  public record PostgreSql(
      ConfigPath at, int version, String dataDir, int port, String socketDir) {}

  /**
   * How WAL leaves the host.
   *
   * @param timeout {@code archive_timeout}: after how long an unfinished segment is archived
   * @param async whether pgBackRest archives in the background, several segments at once
   * @param spoolPath where it keeps its acknowledgements then
   */
  public record Archive(
      ConfigPath at, Optional<Duration> timeout, boolean async, Optional<String> spoolPath) {}

  /**
   * What is promised.
   *
   * @param rpo the most that may be lost
   * @param rto the longest that a restore may take
   * @param pitrWindow how far back a restore to any moment reaches, from the best repository
   * @param offsitePitrWindow the same from the repositories that are not directories of this host
   */
  public record Objectives(
      ConfigPath at,
      Optional<Duration> rpo,
      Optional<Duration> rto,
      Optional<Duration> pitrWindow,
      Optional<Duration> offsitePitrWindow) {
    Objectives withoutOffsite() {
      return new Objectives(at, rpo, rto, pitrWindow, Optional.empty());
    }
  }

  /**
   * A regular trial restore from one repository.
   *
   * @param directory what has room for it, instead of the default
   * @param pick which of the backups
   * @param pointInTime whether it also goes back to a random moment
   * @param settings of PostgreSQL, by their own names
   * @param assertions what has to hold of the restored data, in the order in which it is checked
   */
  public record RestoreDrill(
      ConfigPath at,
      String repository,
      Schedule schedule,
      Optional<String> directory,
      Pick pick,
      boolean pointInTime,
      Settings settings,
      List<Assertion> assertions) {
    public RestoreDrill {
      assertions = List.copyOf(assertions);
    }
  }

  /** Which backup of a repository a trial restore restores. */
  public enum Pick {
    NEWEST,
    OLDEST,
    /** Any, but none again before all others had their turn. */
    RANDOM;

    /** Returns the description's word for it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A statement and what it has to return.
   *
   * @param database where it is run
   * @param expect as psql prints it without alignment
   * @param timeout after which it is given up
   */
  public record Assertion(
      ConfigPath at, String database, String sql, String expect, Duration timeout) {}
}
