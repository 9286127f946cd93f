package io.github.pgbackrest2nix.forecast;

import io.github.pgbackrest2nix.calendar.CalendarExpression;
import io.github.pgbackrest2nix.calendar.Elapses;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The time between runs that several calendars start together.
 *
 * <p>Looks at the gaps that begin within 400 days from 2026-01-01, which holds every season and
 * both clock changes of every zone; never at the clock, so that the same description gives the same
 * thresholds tomorrow.
 */
public final class RunGaps {
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Instant UNTIL = FROM.plus(Duration.ofDays(400));

  /**
   * Runs closer than this to the one before count as that one: timers are no more accurate, and a
   * calendar of every second has 35 million elapses.
   */
  private static final Duration RESOLUTION = Duration.ofMinutes(1);

  // Exact for calendars of up to two elapses a second; of denser ones only the clock change of
  // autumn would be missed.
  private static final Duration STEP = Duration.ofSeconds(1);
  private static final int MOST_STEPS = 4;

  private static final Duration MICROSECOND = Duration.ofNanos(1000);

  private RunGaps() {}

  /**
   * Returns whether there is a run in these days and another one after it.
   *
   * @param hostZone the zone of the calendars that name none
   */
  public static boolean recur(Collection<CalendarExpression> calendars, ZoneId hostZone) {
    Union union = new Union(calendars, hostZone);
    return union
        .atOrAfter(FROM)
        .filter(run -> !run.isAfter(UNTIL))
        .flatMap(run -> union.atOrAfter(run.plus(RESOLUTION)))
        .isPresent();
  }

  /**
   * Returns the longest time from one run to the next, whichever calendars they are of, or nothing
   * if there is no run in these days or none after it.
   *
   * @param hostZone the zone of the calendars that name none
   */
  public static Optional<Duration> longest(
      Collection<CalendarExpression> calendars, ZoneId hostZone) {
    Instant until = repeatWeekly(calendars, hostZone) ? FROM.plus(WEEK) : UNTIL;
    Union union = new Union(calendars, hostZone);
    Optional<Instant> run = union.atOrAfter(FROM);
    Duration longest = Duration.ZERO;
    while (run.isPresent() && !run.get().isAfter(until)) {
      Optional<Instant> next = union.atOrAfter(run.get().plus(RESOLUTION));
      if (next.isEmpty()) {
        break;
      }
      Duration gap = Duration.between(run.get(), next.get());
      longest = gap.compareTo(longest) > 0 ? gap : longest;
      run = next;
    }
    return longest.isZero() ? Optional.empty() : Optional.of(longest);
  }

  /**
   * Returns the shortest time that so many gaps between runs come to, one after the other, or
   * nothing if there are not two runs in these days. Beyond them, all is taken to come again.
   */
  public static Optional<Duration> shortestSpan(
      Collection<CalendarExpression> calendars, ZoneId hostZone, int gaps) {
    List<Instant> runs = runs(calendars, hostZone);
    int known = runs.size() - 1;
    if (known < 1) {
      return Optional.empty();
    }
    int rest = gaps % known;
    Duration shortest = Duration.between(runs.get(0), runs.get(rest));
    for (int i = 1; i + rest <= known; i++) {
      Duration span = Duration.between(runs.get(i), runs.get(i + rest));
      shortest = span.compareTo(shortest) < 0 ? span : shortest;
    }
    Duration all = Duration.between(runs.get(0), runs.get(known));
    return Optional.of(shortest.plus(all.multipliedBy(gaps / known)));
  }

  private static List<Instant> runs(Collection<CalendarExpression> calendars, ZoneId hostZone) {
    boolean weekly = repeatWeekly(calendars, hostZone);
    Instant until = weekly ? FROM.plus(WEEK) : UNTIL.plus(MICROSECOND);
    Union union = new Union(calendars, hostZone);
    List<Instant> runs = new ArrayList<>();
    Optional<Instant> run = union.atOrAfter(FROM);
    while (run.isPresent() && run.get().isBefore(until)) {
      runs.add(run.get());
      run = union.atOrAfter(run.get().plus(RESOLUTION));
    }
    return weekly ? repeated(runs) : runs;
  }

  /** Returns the runs of a week for as many weeks as there are whole ones in these days. */
  private static List<Instant> repeated(List<Instant> week) {
    List<Instant> runs = new ArrayList<>();
    for (Instant start = FROM; !start.plus(WEEK).isAfter(UNTIL); start = start.plus(WEEK)) {
      Duration later = Duration.between(FROM, start);
      week.forEach(run -> runs.add(run.plus(later)));
    }
    return runs;
  }

  /** Returns whether one week tells all, which spares the search for tens of thousands of runs. */
  private static boolean repeatWeekly(Collection<CalendarExpression> calendars, ZoneId hostZone) {
    return calendars.stream().allMatch(each -> each.repeatsWeekly(hostZone));
  }

  /** The elapses of several calendars in one order. */
  private static final class Union {
    private final List<Head> heads = new ArrayList<>();

    Union(Collection<CalendarExpression> calendars, ZoneId hostZone) {
      for (CalendarExpression calendar : calendars) {
        heads.add(new Head(calendar.elapses(FROM.minus(MICROSECOND), hostZone)));
      }
    }

    Optional<Instant> atOrAfter(Instant instant) {
      Instant first = Instant.MAX;
      for (Head head : heads) {
        head.moveTo(instant);
        first = head.next.isBefore(first) ? head.next : first;
      }
      return first.equals(Instant.MAX) ? Optional.empty() : Optional.of(first);
    }
  }

  /** The next elapse of one calendar; MAX for never. */
  private static final class Head {
    private final Elapses elapses;
    private Instant next = Instant.MIN;

    Head(Elapses elapses) {
      this.elapses = elapses;
    }

    /**
     * Moves on to the first elapse that is not before an instant. Elapses that count as one run are
     * jumped over, but from a real one to the next at the end: what systemd does with an hour that
     * comes twice depends on which of the two the search begins in.
     */
    void moveTo(Instant instant) {
      if (!next.isBefore(instant)) {
        return;
      }
      Instant near = instant.minus(STEP);
      if (next.isBefore(near)) {
        next = elapses.nextAfter(near).orElse(Instant.MAX);
      }
      for (int i = 0; i < MOST_STEPS && next.isBefore(instant); i++) {
        next = elapses.nextAfter(next).orElse(Instant.MAX);
      }
      // In an hour that comes twice, the search may go back to its first time, and would do so for
      // ever where the clock is put back at midnight or by half an hour.
      for (Instant from = instant.minus(MICROSECOND);
          next.isBefore(instant);
          from = from.plus(RESOLUTION)) {
        next = elapses.nextAfter(from).orElse(Instant.MAX);
      }
    }
  }
}
