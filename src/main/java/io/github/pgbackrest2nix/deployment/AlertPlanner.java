package io.github.pgbackrest2nix.deployment;

import io.github.pgbackrest2nix.forecast.Forecast;
import io.github.pgbackrest2nix.forecast.Staleness;
import io.github.pgbackrest2nix.metric.BackupMetrics;
import io.github.pgbackrest2nix.metric.CollectionMetrics;
import io.github.pgbackrest2nix.metric.MetricSpec;
import io.github.pgbackrest2nix.model.AlertName;
import io.github.pgbackrest2nix.model.Alerts;
import io.github.pgbackrest2nix.model.BackupType;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.model.UnitNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides the alerting rules: for each stanza and repository those of its own schedule. */
final class AlertPlanner {
  private static final String WHERE =
      "stanza {{ $labels.stanza }}, {{ $labels.repo }}, {{ $labels.hostname }}";

  private final Description description;
  private final Forecast forecast;
  private final Duration pending;
  private final String collector;
  private final List<Alert> alerts = new ArrayList<>();

  private AlertPlanner(Description description) {
    this.description = description;
    this.forecast = new Forecast(description);
    // Two collections: one that was late or failed is no reason to wake anybody.
    this.pending = Staleness.collectionInterval(forecast).multipliedBy(2);
    this.collector =
        description.metrics().textfile().isPresent() ? UnitNames.METRICS : UnitNames.METRICS_SERVER;
  }

  static List<Alert> plan(Description description) {
    AlertPlanner planner = new AlertPlanner(description);
    for (AlertName name : AlertName.values()) {
      for (Stanza stanza : ConfigurationPlanner.sortedByName(description.stanzas())) {
        for (Repository repository : description.repositories()) {
          planner.add(name, stanza, repository);
        }
      }
    }
    return planner.alerts;
  }

  private void add(AlertName name, Stanza stanza, Repository repository) {
    Place place = new Place(stanza, repository);
    switch (name) {
      case METRICS_MISSING -> metricsMissing(place);
      case COLLECTION_FAILING -> collectionFailing(place);
      case BACKUP_NEVER -> backupNever(place);
      case BACKUP_STALE -> stale(place, name, BackupType.FULL, BackupMetrics.LAST_FULL_BACKUP);
      case INCREMENTAL_BACKUP_STALE ->
          stale(place, name, BackupType.INCR, BackupMetrics.LAST_INCR_BACKUP);
      case REPO_LARGE -> repoLarge(place);
    }
  }

  private void metricsMissing(Place place) {
    add(
        place,
        AlertName.METRICS_MISSING,
        "absent(" + series(CollectionMetrics.SUCCESS, place) + ")",
        "Metrics of PostgreSQL backups are missing: " + WHERE,
        "Nothing is known of these backups, and no other alert about them can fire.",
        "systemctl status " + collector + ".service");
  }

  private void collectionFailing(Place place) {
    add(
        place,
        AlertName.COLLECTION_FAILING,
        series(CollectionMetrics.SUCCESS, place) + " == 0",
        "Metrics of PostgreSQL backups cannot be collected: " + WHERE,
        "The repository does not answer; all other values about it are the last known ones.",
        "journalctl -u " + collector + ".service -n 50");
  }

  private void backupNever(Place place) {
    add(
        place,
        AlertName.BACKUP_NEVER,
        "absent("
            + series(BackupMetrics.LAST_FULL_BACKUP, place)
            + ") and on () "
            + series(CollectionMetrics.SUCCESS, place)
            + " == 1",
        "There is no full backup of PostgreSQL: " + WHERE,
        "The repository answers and holds no full backup: nothing could be restored from it.",
        firstLook(place, BackupType.FULL));
  }

  private void stale(Place place, AlertName name, BackupType type, MetricSpec last) {
    Optional<Duration> allowed =
        Staleness.allowedAge(forecast, place.stanza, place.repository, type, name);
    allowed.ifPresent(
        age ->
            add(
                place,
                name,
                "time() - " + series(last, place) + " > " + age.toSeconds(),
                "PostgreSQL "
                    + Phrases.adjective(type)
                    + " backup is stale (>"
                    + Phrases.age(age)
                    + "): "
                    + WHERE,
                "The last one was completed {{ $value | humanizeDuration }} ago.",
                firstLook(place, type)));
  }

  private void repoLarge(Place place) {
    description
        .alerts()
        .repoSizeLimit()
        .ifPresent(
            limit ->
                add(
                    place,
                    AlertName.REPO_LARGE,
                    series(BackupMetrics.REPO_SIZE, place) + " > " + Phrases.bytes(limit),
                    "PostgreSQL backup repository exceeds " + Phrases.size(limit) + ": " + WHERE,
                    "Its backups occupy {{ $value | humanize1024 }}B.",
                    "sudo -u postgres pgbackrest --stanza="
                        + place.stanza.name()
                        + " --repo="
                        + place.repository.key()
                        + " info"));
  }

  private void add(
      Place place,
      AlertName name,
      String expression,
      String summary,
      String description,
      String runbook) {
    alerts.add(
        new Alert(
            name.fullName(),
            place.stanza.name(),
            BackupMetrics.repoLabel(place.repository.key()),
            expression,
            pending,
            severity(name),
            summary,
            description,
            runbook));
  }

  private String severity(AlertName name) {
    Alerts declared = description.alerts();
    return declared
        .findOverride(name)
        .flatMap(Alerts.AlertOverride::severity)
        .or(() -> declared.findSeverity(name))
        .orElse(name.severity());
  }

  /** The unit to look at first: that of the job which last should have made such a backup. */
  private String firstLook(Place place, BackupType type) {
    UnitNames names = UnitNames.of(place.stanza, description);
    return place.stanza.jobs().stream()
        .filter(job -> job.type() == type)
        .filter(job -> description.repositoriesOf(job).contains(place.repository))
        .map(
            job ->
                description.repositoriesOf(job).size() > 1
                    ? names.backup(job, place.repository)
                    : names.backup(job))
        .sorted()
        .findFirst()
        .map(unit -> "journalctl -u " + unit + ".service -n 100")
        .orElse("sudo -u postgres pgbackrest --stanza=" + place.stanza.name() + " info");
  }

  private String series(MetricSpec metric, Place place) {
    return "%s{%s=\"%s\",%s=\"%s\",%s=\"%s\"}"
        .formatted(
            metric.name(),
            BackupMetrics.STANZA,
            place.stanza.name(),
            BackupMetrics.REPO,
            BackupMetrics.repoLabel(place.repository.key()),
            BackupMetrics.HOSTNAME,
            description.host());
  }

  private record Place(Stanza stanza, Repository repository) {}
}
