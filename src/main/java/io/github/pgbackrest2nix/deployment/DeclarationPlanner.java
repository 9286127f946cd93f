package io.github.pgbackrest2nix.deployment;

import io.github.pgbackrest2nix.deployment.DeclarationPlan.DeclaredJob;
import io.github.pgbackrest2nix.deployment.DeclarationPlan.DeclaredRepo;
import io.github.pgbackrest2nix.deployment.DeclarationPlan.DeclaredRetention;
import io.github.pgbackrest2nix.deployment.DeclarationPlan.DeclaredStanza;
import io.github.pgbackrest2nix.deployment.StanzaPlan.MaintenancePlan;
import io.github.pgbackrest2nix.deployment.StanzaPlan.RunPlan;
import io.github.pgbackrest2nix.forecast.Forecast;
import io.github.pgbackrest2nix.forecast.Staleness;
import io.github.pgbackrest2nix.model.BackupType;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Job;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Retention;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.model.UnitNames;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides what the runtime jar is told should be there. */
final class DeclarationPlanner {
  private final Description description;
  private final Forecast forecast;

  private DeclarationPlanner(Forecast forecast) {
    this.description = forecast.description();
    this.forecast = forecast;
  }

  static DeclarationPlan plan(
      Forecast forecast, List<StanzaPlan> stanzas, Optional<CredentialsPlan> credentials) {
    DeclarationPlanner planner = new DeclarationPlanner(forecast);
    Description description = forecast.description();
    return new DeclarationPlan(
        description.host(),
        HostPaths.LOCK,
        Stream.concat(
                credentials.stream()
                    .map(plan -> new DeclaredJob(service(UnitNames.CREDENTIALS), Optional.empty())),
                stanzas.stream().flatMap(DeclarationPlanner::jobs))
            .toList(),
        ConfigurationPlanner.sortedByName(description.stanzas()).stream()
            .map(planner::stanza)
            .toList());
  }

  private static Stream<DeclaredJob> jobs(StanzaPlan stanza) {
    return Stream.concat(
            stanza.jobs().stream().flatMap(job -> job.runs().stream()).map(RunPlan::unit),
            stanza.maintenance().stream().map(MaintenancePlan::unit))
        .map(unit -> new DeclaredJob(service(unit), Optional.of(stanza.name())));
  }

  private static String service(String unit) {
    return unit + ".service";
  }

  private DeclaredStanza stanza(Stanza stanza) {
    return new DeclaredStanza(
        stanza.name(),
        stanza.postgresql().dataDir(),
        StanzaPlanner.spool(stanza),
        stanza.objectives().rpo(),
        stanza.objectives().rto(),
        stanza.objectives().pitrWindow(),
        stanza.objectives().offsitePitrWindow(),
        description.repositories().stream()
            .sorted(Comparator.comparingInt(Repository::key))
            .map(repository -> repository(stanza, repository))
            .toList());
  }

  private DeclaredRepo repository(Stanza stanza, Repository repository) {
    return new DeclaredRepo(
        repository.key(),
        repository.name(),
        repository.storage().type(),
        repository.directory(),
        schedules(stanza, repository),
        maxAges(stanza, repository),
        retention(repository.retention()),
        description.alerts().repoSizeLimit(),
        stanza
            .findDrill(repository.name())
            .map(
                drill ->
                    HostPaths.drillResult(
                        UnitNames.of(stanza, description).restoreDrill(repository.name()))));
  }

  private SortedMap<BackupType, List<String>> schedules(Stanza stanza, Repository repository) {
    return stanza.jobs().stream()
        .filter(job -> description.repositoriesOf(job).contains(repository))
        .sorted(Comparator.comparing(Job::name))
        .collect(
            Collectors.groupingBy(
                Job::type,
                TreeMap::new,
                Collectors.mapping(job -> job.schedule().calendar(), Collectors.toList())));
  }

  private SortedMap<BackupType, Duration> maxAges(Stanza stanza, Repository repository) {
    SortedMap<BackupType, Duration> ages = new TreeMap<>();
    for (BackupType type : BackupType.values()) {
      Staleness.allowedAge(forecast, stanza, repository, type)
          .ifPresent(age -> ages.put(type, age));
    }
    return ages;
  }

  private static DeclaredRetention retention(Retention retention) {
    Optional<Duration> fullTime = retention.fullDays().map(days -> Duration.ofDays(days));
    // Without a count of its own, WAL goes with the full backups that it belongs to.
    return new DeclaredRetention(
        retention.full(),
        fullTime,
        retention.diff(),
        retention.archive(),
        retention.archive().flatMap(count -> retention.archiveType()));
  }
}
