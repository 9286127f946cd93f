package io.github.pgbackrest2nix.rule.schedule;

import io.github.pgbackrest2nix.calendar.CalendarExpression;
import io.github.pgbackrest2nix.calendar.Elapses;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.forecast.Forecast;
import io.github.pgbackrest2nix.model.Job;
import io.github.pgbackrest2nix.model.Job.WhenLocked;
import io.github.pgbackrest2nix.model.Schedule;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Reports jobs that leave out every run, as another job of the stanza holds the lock. */
public final class LockCollision implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "lock-collision",
          Severity.WARNING,
          "a job that is left out each time, as another one is running");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final int RUNS = 366;

  @Override
  public List<Finding> check(RuleContext context) {
    return context.description().stanzas().stream()
        .flatMap(
            stanza ->
                stanza.jobs().stream()
                    .filter(job -> job.whenLocked() == WhenLocked.SKIP)
                    .flatMap(job -> finding(context.forecast(), stanza, job).stream()))
        .toList();
  }

  private static Optional<Finding> finding(Forecast forecast, Stanza stanza, Job job) {
    return stanza.jobs().stream()
        .filter(other -> !other.name().equals(job.name()))
        .filter(other -> alwaysInside(forecast, job.schedule(), other.schedule()))
        .findFirst()
        .map(
            other ->
                Finding.atKey(
                        job.at().child("calendar"),
                        "every run of \"%s\" starts while \"%s\" is still running and leaves itself out: there is never such a backup"
                            .formatted(job.name(), other.name()))
                    .help("start it later, or remove whenLocked: skip so that it waits")
                    .see(other.at().child("expectedDuration"), "the other job takes that long"));
  }

  private static boolean alwaysInside(Forecast forecast, Schedule inner, Schedule outer) {
    if (outer.expectedDuration().isEmpty()) {
      return false;
    }
    Optional<CalendarExpression> starts = forecast.find(inner.calendar());
    Optional<CalendarExpression> others = forecast.find(outer.calendar());
    return starts.isPresent()
        && others.isPresent()
        && alwaysInside(starts.get().elapses(FROM, ZoneOffset.UTC), inner, others.get(), outer);
  }

  private static boolean alwaysInside(
      Elapses starts, Schedule inner, CalendarExpression others, Schedule outer) {
    Optional<Instant> start = starts.next();
    int inside = 0;
    // Most jobs that do not collide show it by their first run.
    while (start.isPresent() && inside < RUNS) {
      if (!isInside(start.get(), inner, others, outer)) {
        return false;
      }
      inside++;
      start = starts.next();
    }
    return inside > 0;
  }

  /** Returns whether the other job, however late it starts, has begun and not yet ended. */
  private static boolean isInside(
      Instant start, Schedule inner, CalendarExpression others, Schedule outer) {
    Duration length = outer.expectedDuration().orElseThrow().minus(delay(inner));
    return !length.isNegative()
        && others
            .next(start.minus(length), ZoneOffset.UTC)
            .filter(begin -> begin.plus(delay(outer)).isBefore(start))
            .isPresent();
  }

  private static Duration delay(Schedule schedule) {
    return schedule.randomizedDelay().orElse(Duration.ZERO);
  }
}
