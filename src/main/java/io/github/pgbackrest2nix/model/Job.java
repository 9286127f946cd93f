package io.github.pgbackrest2nix.model;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import java.util.List;

/**
 * A scheduled backup.
 *
 * @param name the key it stands under; the units are named after it
 * @param repositories names of the repositories that it writes to; empty means all
 * @param whenLocked what a run does while another one of the stanza holds the lock
 * @param expireAuto whether a run also expires what retention no longer keeps
 */
public record Job(
    ConfigPath at,
    String name,
    BackupType type,
    Schedule schedule,
    List<String> repositories,
    WhenLocked whenLocked,
    boolean expireAuto) {
  public Job {
    repositories = List.copyOf(repositories);
  }

  /** Returns this job with the names of its repositories, also where it means all of these. */
  Job withRepositories(List<Repository> all) {
    return repositories.isEmpty()
        ? new Job(
            at,
            name,
            type,
            schedule,
            all.stream().map(Repository::name).toList(),
            whenLocked,
            expireAuto)
        : this;
  }

  /** What a run does while another one holds the lock. */
  public enum WhenLocked {
    /** It waits, for a bounded time. */
    WAIT,
    /** It leaves this run out, quietly. */
    SKIP
  }
}
