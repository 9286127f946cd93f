package io.github.pgbackrest2nix.deployment;

import io.github.pgbackrest2nix.deployment.StanzaPlan.DrillPlan;
import io.github.pgbackrest2nix.deployment.StanzaPlan.Expiry;
import io.github.pgbackrest2nix.deployment.StanzaPlan.JobPlan;
import io.github.pgbackrest2nix.deployment.StanzaPlan.MaintenancePlan;
import io.github.pgbackrest2nix.deployment.StanzaPlan.RunPlan;
import io.github.pgbackrest2nix.deployment.StanzaPlan.TimerPlan;
import io.github.pgbackrest2nix.model.BackupType;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Job;
import io.github.pgbackrest2nix.model.PgBackRestVersion;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Schedule;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.model.Stanza.RestoreDrill;
import io.github.pgbackrest2nix.model.UnitNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides the units of one stanza. */
final class StanzaPlanner {
  private static final PgBackRestVersion EXPIRE_REFUSES_DAMAGE = PgBackRestVersion.require("2.60");

  // A hung run would hold the lock for ever: systemd gives a oneshot no limit of its own. A first
  // full backup over a slow line may well take a day; what rests on it is far smaller.
  private static final Duration LONGEST_RUN = Duration.ofHours(24);
  private static final Duration SHORTEST_LIMIT = Duration.ofHours(6);
  private static final Duration CHECK_LIMIT = Duration.ofMinutes(30);
  private static final Duration SHORTEST_LOCK_WAIT = Duration.ofHours(1);

  private final Description description;
  private final Map<Integer, RepositoryPlan> repositories;
  private final Stanza stanza;
  private final UnitNames names;

  StanzaPlanner(Description description, Map<Integer, RepositoryPlan> repositories, Stanza stanza) {
    this.description = description;
    this.repositories = repositories;
    this.stanza = stanza;
    this.names = UnitNames.of(stanza, description);
  }

  StanzaPlan plan() {
    Stanza.PostgreSql postgresql = stanza.postgresql();
    return new StanzaPlan(
        stanza.name(),
        postgresql.version(),
        postgresql.dataDir(),
        postgresql.port(),
        postgresql.socketDir(),
        stanza.archive().timeout(),
        spool(stanza),
        // Not ".lock": that of a stanza "a-backup" would be pgBackRest's own lock of stanza "a".
        HostPaths.LOCK + "/" + stanza.name() + ".jobs",
        lockWait(),
        names.stanzaCreate(),
        jobs(),
        maintenance(),
        drills(),
        bootstrap());
  }

  private List<JobPlan> jobs() {
    return stanza.jobs().stream()
        .sorted(Comparator.comparing(Job::type).thenComparing(Job::name))
        .map(this::job)
        .toList();
  }

  /** Finds the stanza's spool directory; without asynchronous archiving there is none. */
  static Optional<String> spool(Stanza stanza) {
    return stanza.archive().async()
        ? Optional.of(stanza.archive().spoolPath().orElse(HostPaths.SPOOL))
        : Optional.empty();
  }

  private JobPlan job(Job job) {
    List<Repository> targets = description.repositoriesOf(job);
    List<RunPlan> runs = targets.stream().map(target -> run(job, target)).toList();
    return new JobPlan(
        job.name(),
        names.backup(job),
        job.type(),
        timer(job.schedule()),
        expiry(job),
        job.whenLocked() == Job.WhenLocked.SKIP,
        runs);
  }

  /**
   * The expiry at the end of a backup would delete the last backup without damaged pages; the
   * command of its own refuses that, in the releases that can.
   */
  private Expiry expiry(Job job) {
    if (!job.expireAuto()) {
      return Expiry.NEVER;
    }
    return description.target().pgbackrest().compareTo(EXPIRE_REFUSES_DAMAGE) < 0
        ? Expiry.WITH_BACKUP
        : Expiry.AFTER_BACKUP;
  }

  private RunPlan run(Job job, Repository target) {
    String unit = description.writesToSeveral(job) ? names.backup(job, target) : names.backup(job);
    Duration limit = limit(job);
    Duration attempt = lockWait().plus(limit).plus(StanzaPlan.RETRY_DELAY);
    return new RunPlan(unit, required(target), limit, attempt.multipliedBy(StanzaPlan.TRIES));
  }

  private RepositoryPlan required(Repository repository) {
    RepositoryPlan plan = repositories.get(repository.key());
    if (plan == null) {
      throw new IllegalStateException("no plan for " + repository.label());
    }
    return plan;
  }

  private static Duration limit(Job job) {
    return limit(job.schedule(), job.type() == BackupType.FULL ? LONGEST_RUN : SHORTEST_LIMIT);
  }

  private static Duration limit(Schedule schedule, Duration otherwise) {
    return schedule
        .expectedDuration()
        .map(expected -> longer(expected.multipliedBy(4), SHORTEST_LIMIT))
        .orElse(otherwise);
  }

  /** Returns after how long a run of the job is no longer an ordinary one: half of its limit. */
  static Duration unusual(Job job) {
    return limit(job).dividedBy(2);
  }

  /** Long enough for the longest run of the others to end, where that is known. */
  private Duration lockWait() {
    return stanza.jobs().stream()
        .flatMap(job -> job.schedule().expectedDuration().stream())
        .map(expected -> expected.multipliedBy(2))
        .reduce(SHORTEST_LOCK_WAIT, StanzaPlanner::longer);
  }

  static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private List<MaintenancePlan> maintenance() {
    List<MaintenancePlan> plans = new ArrayList<>();
    stanza.check().ifPresent(schedule -> plans.add(maintenance("check", schedule, CHECK_LIMIT)));
    stanza
        .expire()
        .ifPresent(
            schedule ->
                plans.add(maintenance("expire", schedule, lockWait().plus(SHORTEST_LIMIT))));
    return plans;
  }

  private List<DrillPlan> drills() {
    return repositories.values().stream()
        .sorted(Comparator.comparingInt(RepositoryPlan::key))
        .flatMap(
            repository ->
                stanza.findDrill(repository.name()).stream().map(drill -> drill(drill, repository)))
        .toList();
  }

  private DrillPlan drill(RestoreDrill drill, RepositoryPlan repository) {
    boolean several = description.stanzas().size() > 1;
    return new DrillPlan(
        names.restoreDrill(repository.name()),
        several ? stanza.name() + "-" + repository.name() : repository.name(),
        repository,
        drill.directory().orElse(HostPaths.DRILLS),
        timer(drill.schedule()),
        limit(drill.schedule(), LONGEST_RUN),
        drill);
  }

  private Optional<BootstrapPlan> bootstrap() {
    return stanza.bootstrapFromBackup()
        ? Optional.of(BootstrapPlan.of(stanza.name(), names, jobs(), LONGEST_RUN))
        : Optional.empty();
  }

  private MaintenancePlan maintenance(String command, Schedule schedule, Duration timeout) {
    return new MaintenancePlan(names.maintenance(command), command, timer(schedule), timeout);
  }

  private static TimerPlan timer(Schedule schedule) {
    return new TimerPlan(schedule.calendar(), schedule.randomizedDelay());
  }
}
