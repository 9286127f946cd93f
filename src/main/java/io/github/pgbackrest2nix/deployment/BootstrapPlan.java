package io.github.pgbackrest2nix.deployment;

import io.github.pgbackrest2nix.deployment.StanzaPlan.JobPlan;
import io.github.pgbackrest2nix.deployment.StanzaPlan.RunPlan;
import io.github.pgbackrest2nix.model.BackupType;
import io.github.pgbackrest2nix.model.UnitNames;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * The restore of an empty data directory before PostgreSQL starts, and the backups after it.
 *
 * @param unit what restores
 * @param backupUnit what starts the full backups once PostgreSQL has recovered
 * @param markers what the names of the files begin with that say how far it is
 * @param fulls a run of a full backup for each repository that has one, by key
 * @param timeout after which the restore is given up
 */
public record BootstrapPlan(
    String unit, String backupUnit, String markers, List<RunPlan> fulls, Duration timeout) {
  public BootstrapPlan {
    fulls = List.copyOf(fulls);
  }

  static BootstrapPlan of(String stanza, UnitNames names, List<JobPlan> jobs, Duration timeout) {
    TreeMap<Integer, RunPlan> fulls = new TreeMap<>();
    jobs.stream()
        .filter(job -> job.type() == BackupType.FULL)
        // One that is never left out, where there is one.
        .sorted(Comparator.comparing(JobPlan::skipWhenLocked))
        .flatMap(job -> job.runs().stream())
        .forEach(run -> fulls.putIfAbsent(run.repository().key(), run));
    return new BootstrapPlan(
        names.bootstrap(),
        names.bootstrapBackup(),
        // The stanza's name, not the unit's, which changes when a second stanza is described.
        HostPaths.BOOTSTRAP + "/" + stanza + ".",
        List.copyOf(fulls.values()),
        timeout);
  }

  /** Returns where the markers lie. */
  public String directory() {
    return HostPaths.BOOTSTRAP;
  }

  /** Returns the file that is there while a restore runs, and after one that was interrupted. */
  public String inProgress() {
    return markers + "in-progress";
  }

  /** Returns the file that says what was restored. */
  public String restored() {
    return markers + "restored";
  }

  /** Returns the file that says which WAL the repository had when it was restored from. */
  public String expected() {
    return markers + "expected";
  }

  /** Returns the file that says what of it PostgreSQL did not replay, and that nothing starts. */
  public String incomplete() {
    return markers + "incomplete";
  }

  /** Returns what the names of the files begin with that stand for backups still to be made. */
  public String pending() {
    return markers + "full-pending.repo";
  }
}
