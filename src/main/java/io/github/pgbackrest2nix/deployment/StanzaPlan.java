package io.github.pgbackrest2nix.deployment;

import io.github.pgbackrest2nix.model.BackupType;
import io.github.pgbackrest2nix.model.Stanza.RestoreDrill;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One stanza's units.
 *
 * @param name the stanza's name
 * @param socketDir directory of the cluster's Unix socket
 * @param archiveTimeout PostgreSQL's {@code archive_timeout}
 * @param spool directory of the spool, where archiving is asynchronous
 * @param lock file that our runs lock against each other
 * @param lockWait how long a run waits for it
 * @param stanzaCreate name of the unit that creates the stanza, without suffix like all the others
 * @param jobs by type, then name
 * @param maintenance runs of check and expire
 * @param drills trial restores, by the keys of their repositories
 * @param bootstrap the restore before PostgreSQL starts, where it is wanted
 */
public record StanzaPlan(
    String name,
    int postgresqlVersion,
    String dataDir,
    int port,
    String socketDir,
    Optional<Duration> archiveTimeout,
    Optional<String> spool,
    String lock,
    Duration lockWait,
    String stanzaCreate,
    List<JobPlan> jobs,
    List<MaintenancePlan> maintenance,
    List<DrillPlan> drills,
    Optional<BootstrapPlan> bootstrap) {
  /** How often a backup is tried. */
  public static final int TRIES = 3;

  /** Time between two tries. */
  public static final Duration RETRY_DELAY = Duration.ofMinutes(2);

  public StanzaPlan {
    jobs = List.copyOf(jobs);
    maintenance = List.copyOf(maintenance);
    drills = List.copyOf(drills);
  }

  /** When a run expires what retention no longer keeps. */
  public enum Expiry {
    /** At the end of the backup, by the same command. */
    WITH_BACKUP,
    /** After the backup, by a command of its own. */
    AFTER_BACKUP,
    NEVER
  }

  /**
   * A scheduled backup: a run for each repository, and a timer that starts them.
   *
   * @param name the description's name for it
   * @param unit what the timer starts: the only run, or the umbrella of several
   * @param runs in the order of the repositories' keys
   */
  public record JobPlan(
      String name,
      String unit,
      BackupType type,
      TimerPlan timer,
      Expiry expiry,
      boolean skipWhenLocked,
      List<RunPlan> runs) {
    public JobPlan {
      runs = List.copyOf(runs);
    }

    /** Returns whether the unit starts the runs and does no backup itself. */
    public boolean umbrella() {
      return runs.stream().noneMatch(run -> run.unit().equals(unit));
    }
  }

  /**
   * A backup to one repository.
   *
   * @param limit after which a try is given up
   * @param timeout after which the run, with all its tries, is given up
   */
  public record RunPlan(String unit, RepositoryPlan repository, Duration limit, Duration timeout) {}

  /**
   * Another pgBackRest command of the stanza on a timer.
   *
   * @param command {@code check} or {@code expire}
   * @param timeout after which it is given up
   */
  public record MaintenancePlan(String unit, String command, TimerPlan timer, Duration timeout) {}

  /**
   * A trial restore from one repository.
   *
   * @param name what its records are called after their date
   * @param parent directory in which the drill makes one of its own
   * @param timeout after which it is given up
   * @param declared the drill as described
   */
  public record DrillPlan(
      String unit,
      String name,
      RepositoryPlan repository,
      String parent,
      TimerPlan timer,
      Duration timeout,
      RestoreDrill declared) {
    /** Returns the directory that the drill makes and removes. */
    public String directory() {
      return parent + "/" + unit;
    }

    /** Returns the file that says how the last drill went. */
    public String result() {
      return HostPaths.drillResult(unit);
    }
  }

  /**
   * When a unit is started.
   *
   * @param calendar systemd calendar expression
   * @param randomizedDelay the most by which a start is put off
   */
  public record TimerPlan(String calendar, Optional<Duration> randomizedDelay) {}
}
