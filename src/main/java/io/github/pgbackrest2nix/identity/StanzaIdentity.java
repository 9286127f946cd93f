package io.github.pgbackrest2nix.identity;

import io.github.pgbackrest2nix.model.BackupType;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Job;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.model.Stanza.RestoreDrill;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One stanza.
 *
 * @param version PostgreSQL's major version; nothing where only pgBackRest's configuration is left
 * @param jobs by name
 * @param drills names of the repositories that trial restores are made from, sorted
 */
public record StanzaIdentity(
    String name,
    String dataDir,
    Optional<Integer> version,
    List<JobIdentity> jobs,
    List<String> drills) {
  public StanzaIdentity {
    jobs = List.copyOf(jobs);
    drills = List.copyOf(drills);
  }

  /**
   * A scheduled backup.
   *
   * @param repositories names of those that it writes to, sorted
   */
  public record JobIdentity(String name, BackupType type, List<String> repositories) {
    public JobIdentity {
      repositories = List.copyOf(repositories);
    }
  }

  /** Returns the identity of a described stanza. */
  public static StanzaIdentity of(Description description, Stanza stanza) {
    return new StanzaIdentity(
        stanza.name(),
        stanza.postgresql().dataDir(),
        Optional.of(stanza.postgresql().version()),
        stanza.jobs().stream()
            .sorted(Comparator.comparing(Job::name))
            .map(job -> job(description, job))
            .toList(),
        stanza.drills().stream().map(RestoreDrill::repository).sorted().toList());
  }

  /** Returns whether full backups of the stanza go to the repository of this name. */
  public boolean makesFullBackups(String repository) {
    return jobs.stream()
        .filter(job -> job.type() == BackupType.FULL)
        .anyMatch(job -> job.repositories().contains(repository));
  }

  private static JobIdentity job(Description description, Job job) {
    return new JobIdentity(
        job.name(),
        job.type(),
        description.repositoriesOf(job).stream().map(Repository::name).sorted().toList());
  }
}
