package io.github.pgbackrest2nix.deployment;

import static io.github.pgbackrest2nix.deployment.AlertCase.fires;
import static io.github.pgbackrest2nix.deployment.AlertCase.silent;

import io.github.pgbackrest2nix.deployment.AlertCase.Sample;
import io.github.pgbackrest2nix.deployment.AlertDraft.Text;
import io.github.pgbackrest2nix.deployment.AlertDraft.When;
import io.github.pgbackrest2nix.forecast.Staleness;
import io.github.pgbackrest2nix.metric.BackupMetrics;
import io.github.pgbackrest2nix.metric.CollectionMetrics;
import io.github.pgbackrest2nix.metric.MetricSpec;
import io.github.pgbackrest2nix.model.AlertName;
import io.github.pgbackrest2nix.model.BackupType;
import io.github.pgbackrest2nix.model.Job;
import io.github.pgbackrest2nix.model.UnitNames;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The rules about single backups: whether there are any, how old they are and how they went. */
final class BackupAlerts {
  private static final Map<String, String> FULL =
      Map.of(BackupMetrics.BACKUP_TYPE, BackupType.FULL.word());

  private BackupAlerts() {}

  static AlertDraft never(AlertScope place) {
    String last = place.series(BackupMetrics.LAST_FULL_BACKUP);
    String success = place.series(CollectionMetrics.SUCCESS);
    return AlertDraft.of(
        place,
        When.of(
            "absent(" + last + ") and on () " + success + " == 1",
            fires("a repository that answers", Sample.of(success, 1)),
            silent("a repository that does not answer", Sample.of(success, 0)),
            silent("a full backup", Sample.of(success, 1), Sample.of(last, 0))),
        new Text(
            "There is no full backup of PostgreSQL",
            "The repository answers and holds no full backup: nothing could be restored from it.",
            firstLook(place, BackupType.FULL)));
  }

  static Optional<AlertDraft> stale(AlertScope place, AlertName name, BackupType type) {
    return Staleness.allowedAge(place.forecast(), place.stanza(), place.repository(), type, name)
        .map(
            age ->
                AlertDraft.of(
                    place,
                    stale(place, type, age),
                    new Text(
                        "PostgreSQL %s backup is stale (>%s)"
                            .formatted(Phrases.adjective(type), Phrases.age(age)),
                        type == BackupType.FULL
                            ? "The last one was completed {{ $value | humanizeDuration }} ago."
                            : "There has been none for {{ $value | humanizeDuration }}.",
                        firstLook(place, type))));
  }

  private static When stale(AlertScope place, BackupType type, Duration age) {
    String limit = " > " + age.toSeconds();
    if (type == BackupType.FULL) {
      String last = place.series(BackupMetrics.LAST_FULL_BACKUP);
      return new When("time() - " + last + limit, AlertCase.older(last, age, place.end()));
    }
    if (!Staleness.outlasts(place.forecast(), place.stanza(), place.repository(), type, age)) {
      // It may be gone with what it rests on; then only that there is something as good counts.
      String last =
          place.series(
              BackupMetrics.LAST_BACKUP,
              Map.of(BackupMetrics.BACKUP_TYPE, type.word(), BackupMetrics.BASIS, "effective"));
      return new When("time() - " + last + limit, AlertCase.older(last, age, place.end()));
    }
    String last =
        place.series(
            type == BackupType.DIFF
                ? BackupMetrics.LAST_DIFF_BACKUP
                : BackupMetrics.LAST_INCR_BACKUP);
    return sinceOldest(place, last, age);
  }

  /** If there never was such a backup, it has been missing since the oldest backup that is kept. */
  private static When sinceOldest(AlertScope place, String last, Duration age) {
    String oldest = place.series(BackupMetrics.PITR_OLDEST);
    long tooOld = AlertCase.tooOld(age);
    long young = AlertCase.youngEnough(age, place.end());
    return When.of(
        "time() - (" + last + " or " + oldest + ") > " + age.toSeconds(),
        fires("just above", Sample.of(last, tooOld), Sample.of(oldest, tooOld - 1)),
        silent("just below", Sample.of(last, young), Sample.of(oldest, tooOld)),
        fires("never, for just too long", Sample.of(oldest, tooOld)),
        silent("never, for not too long", Sample.of(oldest, young)),
        silent("no backup at all"));
  }

  static AlertDraft runningTooLong(AlertScope stanza) {
    String since = stanza.series(BackupMetrics.RUNNING_SINCE);
    Duration limit =
        stanza.stanza().jobs().stream()
            .map(StanzaPlanner::unusual)
            .reduce(Duration.ZERO, StanzaPlanner::longer);
    return AlertDraft.of(
        stanza,
        new When(
            "time() - " + since + " > " + limit.toSeconds(),
            AlertCase.older(since, limit, stanza.end())),
        new Text(
            "A backup of PostgreSQL takes too long",
            "It has run for {{ $value | humanizeDuration }}, and no other backup of the stanza can"
                + " begin.",
            stanza.pgbackrest("info")));
  }

  static AlertDraft errors(AlertScope place) {
    String error = place.series(BackupMetrics.LAST_BACKUP_ERROR, FULL);
    return AlertDraft.of(
        place,
        When.of(
            place.series(BackupMetrics.LAST_BACKUP_ERROR) + " == 1",
            fires("wrong checksums", Sample.of(error, 1)),
            silent("checksums that are right", Sample.of(error, 0))),
        new Text(
            "A backup of PostgreSQL holds damaged pages",
            "Pages of the newest {{ $labels.backup_type }} backup have wrong checksums: the"
                + " cluster itself is damaged. Keep older backups from expiring.",
            place.pgbackrest("info")));
  }

  static AlertDraft sizeDropped(AlertScope place) {
    String sizes = place.series(BackupMetrics.LAST_BACKUP_SIZE);
    String size = place.series(BackupMetrics.LAST_BACKUP_SIZE, FULL);
    return AlertDraft.of(
        place,
        When.of(
            sizes + " < 0.5 * max_over_time(" + sizes + "[14d])",
            fires("under half", Sample.changing(size, 100, 49)),
            silent("half", Sample.changing(size, 100, 50))),
        new Text(
            "A backup of PostgreSQL is much smaller than before",
            "The cluster in the newest {{ $labels.backup_type }} backup has {{ $value |"
                + " humanize1024 }}B, less than half of what it had within 14 days: data may be"
                + " lost, or another cluster backed up.",
            place.pgbackrest("info")));
  }

  static AlertDraft missingForSystem(AlertScope place) {
    MetricSpec metric = BackupMetrics.BACKUPS_OF_SYSTEM;
    String ofSystem = place.series(metric, FULL);
    String present = place.series(BackupMetrics.BACKUPS, FULL);
    return AlertDraft.of(
        place,
        When.of(
            ofSystem + " == 0 and " + present + " > 0",
            fires("another cluster's alone", Sample.of(ofSystem, 0), Sample.of(present, 1)),
            silent("one of them", Sample.of(ofSystem, 1), Sample.of(present, 2)),
            silent("no backup at all", Sample.of(ofSystem, 0), Sample.of(present, 0))),
        new Text(
            "There is no full backup of the PostgreSQL cluster as it is now",
            "All full backups are of an older cluster, by its system identifier: what was written"
                + " since initdb or pg_upgrade cannot be restored.",
            firstLook(place, BackupType.FULL)));
  }

  /** The unit to look at first: that of the job which last should have made such a backup. */
  private static String firstLook(AlertScope place, BackupType type) {
    UnitNames names = UnitNames.of(place.stanza(), place.description());
    return place.stanza().jobs().stream()
        .filter(job -> job.type() == type)
        .filter(job -> place.description().repositoriesOf(job).contains(place.repository()))
        .map(job -> unit(place, names, job))
        .sorted()
        .findFirst()
        .map(unit -> "journalctl -u " + unit + ".service -n 100")
        .orElse("sudo -u postgres pgbackrest --stanza=" + place.stanza().name() + " info");
  }

  /** Returns the name of the unit that makes the job's backups in the repository. */
  static String unit(AlertScope place, UnitNames names, Job job) {
    return place.description().writesToSeveral(job)
        ? names.backup(job, place.repository())
        : names.backup(job);
  }
}
