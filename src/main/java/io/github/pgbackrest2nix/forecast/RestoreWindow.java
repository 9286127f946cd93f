package io.github.pgbackrest2nix.forecast;

import io.github.pgbackrest2nix.calendar.CalendarExpression;
import io.github.pgbackrest2nix.model.BackupType;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Retention;
import io.github.pgbackrest2nix.model.Stanza;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far back a restore to any moment reaches, at the least: right after a full backup has expired
 * the oldest one.
 */
public final class RestoreWindow {
  private RestoreWindow() {}

  /**
   * Finds the window that a repository guarantees for a stanza; nothing where no retention limits
   * it, or where the schedule of the full backups cannot be told. Counted from start to start on a
   * clock that is never put forward or back.
   */
  public static Optional<Duration> guaranteed(
      Forecast forecast, Stanza stanza, Repository repository) {
    return guaranteed(forecast, stanza, repository, repository.retention());
  }

  /** Finds the same for another retention than the one that the repository has. */
  public static Optional<Duration> guaranteed(
      Forecast forecast, Stanza stanza, Repository repository, Retention retention) {
    Optional<Duration> counted =
        fullsWithWal(retention).flatMap(fulls -> span(forecast, stanza, repository, fulls - 1));
    Optional<Duration> days = retention.fullDays().map(each -> Duration.ofDays(each));
    return Stream.concat(counted.stream(), days.stream()).min(Duration::compareTo);
  }

  /** Finds how many of the newest full backups have all WAL after them. */
  public static Optional<Integer> fullsWithWal(Retention retention) {
    Optional<Integer> archive =
        retention.archiveType().filter(type -> !type.equals(BackupType.FULL.word())).isPresent()
            ? Optional.empty()
            : retention.archive();
    return Stream.concat(retention.full().stream(), archive.stream()).min(Integer::compareTo);
  }

  private static Optional<Duration> span(
      Forecast forecast, Stanza stanza, Repository repository, int gaps) {
    List<CalendarExpression> calendars =
        stanza.jobs().stream()
            .filter(job -> job.type() == BackupType.FULL)
            .filter(job -> forecast.description().repositoriesOf(job).contains(repository))
            .flatMap(job -> forecast.find(job.schedule().calendar()).stream())
            .toList();
    return forecast.shortestSpan(calendars, gaps);
  }
}
