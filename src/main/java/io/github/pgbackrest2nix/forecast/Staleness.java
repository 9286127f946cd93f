package io.github.pgbackrest2nix.forecast;

import io.github.pgbackrest2nix.calendar.CalendarExpression;
import io.github.pgbackrest2nix.model.AlertName;
import io.github.pgbackrest2nix.model.Alerts.AlertOverride;
import io.github.pgbackrest2nix.model.BackupType;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Job;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Schedule;
import io.github.pgbackrest2nix.model.Stanza;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How old the last backup of a kind may be before something is wrong, from its schedule: the
 * longest time between two runs, and all that may put off a run or the news of it.
 */
public final class Staleness {
  // systemd's AccuracySec, which puts a start off by up to a minute.
  private static final Duration ACCURACY = Duration.ofMinutes(1);
  private static final Duration USUAL_INTERVAL = Duration.ofMinutes(15);

  private Staleness() {}

  /** Returns the longest time between two collections of metrics, but for a change of the clock. */
  public static Duration collectionInterval(Forecast forecast) {
    return forecast
        .find(forecast.description().metrics().calendar())
        .flatMap(forecast::longestGap)
        .orElse(USUAL_INTERVAL);
  }

  /**
   * Finds the age over which the alert fires; nothing where no job makes such backups in this
   * repository, or none of them runs again.
   *
   * <p>An age that the description sets holds wherever it is not shorter than the time between two
   * runs: one number may then serve a repository with hourly backups and leave another one, with
   * daily backups, to its own schedule.
   */
  public static Optional<Duration> allowedAge(
      Forecast forecast, Stanza stanza, Repository repository, BackupType type, AlertName alert) {
    Description description = forecast.description();
    List<Schedule> schedules = schedules(description, stanza, repository, type);
    Optional<Duration> declared =
        description.alerts().findOverride(alert).flatMap(AlertOverride::after);
    Optional<Duration> gap = longestGap(forecast, schedules, ZoneOffset.UTC);
    if (declared.isPresent() && gap.isPresent() && declared.get().compareTo(gap.get()) >= 0) {
      return declared;
    }
    return ownAge(forecast, schedules);
  }

  /**
   * Finds the age over which a backup of this type is overdue, by the alert that is about it where
   * there is one.
   */
  public static Optional<Duration> allowedAge(
      Forecast forecast, Stanza stanza, Repository repository, BackupType type) {
    return Stream.of(AlertName.values())
        .filter(alert -> alert.ageOf().equals(Optional.of(type)))
        .findFirst()
        .map(alert -> allowedAge(forecast, stanza, repository, type, alert))
        .orElseGet(
            () -> ownAge(forecast, schedules(forecast.description(), stanza, repository, type)));
  }

  /**
   * Finds how long ago the last run of this schedule may have succeeded; nothing if it is not run
   * again.
   */
  public static Optional<Duration> allowedAge(Forecast forecast, Schedule schedule) {
    return ownAge(forecast, List.of(schedule));
  }

  private static Optional<Duration> ownAge(Forecast forecast, List<Schedule> schedules) {
    return longestGap(forecast, schedules, forecast.description().target().timeZone())
        .map(longest -> longest.plus(delays(schedules)).plus(collectionInterval(forecast)));
  }

  /**
   * Finds the longest time between two runs of the jobs that make such backups in this repository,
   * on a clock that is never put forward or back.
   */
  public static Optional<Duration> usualGap(
      Forecast forecast, Stanza stanza, Repository repository, BackupType type) {
    return longestGap(
        forecast, schedules(forecast.description(), stanza, repository, type), ZoneOffset.UTC);
  }

  /**
   * Returns whether the newest backup of the type is in the repository for as long as this at the
   * least: an incremental backup goes with the differential one that it rests on, which may be
   * before the next one is due.
   */
  public static boolean outlasts(
      Forecast forecast, Stanza stanza, Repository repository, BackupType type, Duration age) {
    Optional<Integer> kept = repository.retention().diff();
    if (type != BackupType.INCR || kept.isEmpty()) {
      return true;
    }
    List<CalendarExpression> diffs =
        schedules(forecast.description(), stanza, repository, BackupType.DIFF).stream()
            .flatMap(schedule -> forecast.find(schedule.calendar()).stream())
            .toList();
    return forecast
        .shortestSpan(diffs, kept.get() - 1)
        .map(span -> span.compareTo(age) > 0)
        .orElse(true);
  }

  private static List<Schedule> schedules(
      Description description, Stanza stanza, Repository repository, BackupType type) {
    return stanza.jobs().stream()
        .filter(job -> job.type() == type)
        .filter(job -> description.repositoriesOf(job).contains(repository))
        .map(Job::schedule)
        .toList();
  }

  private static Duration delays(List<Schedule> schedules) {
    return schedules.stream()
        .map(
            schedule ->
                ACCURACY
                    .plus(schedule.randomizedDelay().orElse(Duration.ZERO))
                    .plus(schedule.expectedDuration().orElse(Duration.ZERO)))
        .reduce(ACCURACY, (one, other) -> one.compareTo(other) >= 0 ? one : other);
  }

  private static Optional<Duration> longestGap(
      Forecast forecast, List<Schedule> schedules, ZoneId zone) {
    return forecast.longestGap(
        schedules.stream()
            .flatMap(schedule -> forecast.find(schedule.calendar()).stream())
            .toList(),
        zone);
  }
}
