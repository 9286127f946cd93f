package io.github.pgbackrest2nix.forecast;

import io.github.pgbackrest2nix.calendar.CalendarExpression;
import io.github.pgbackrest2nix.calendar.CalendarParser;
import io.github.pgbackrest2nix.calendar.CalendarResult;
import io.github.pgbackrest2nix.model.Description;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The calendars of one description, each parsed and followed once, when somebody first asks. For
 * one thread.
 */
public final class Forecast {
  private final Description description;
  private final Map<String, CalendarResult> parsed = new HashMap<>();
  private final Map<Together, Optional<Duration>> gaps = new HashMap<>();
  private final Map<Chain, Optional<Duration>> spans = new HashMap<>();

  public Forecast(Description description) {
    this.description = description;
  }

  public Description description() {
    return description;
  }

  /** Returns what a calendar of the description is, or why systemd refuses it. */
  public CalendarResult parse(String calendar) {
    return parsed.computeIfAbsent(calendar, CalendarParser::parse);
  }

  /** Finds the calendar of the description that a text is. */
  public Optional<CalendarExpression> find(String calendar) {
    return parse(calendar).expression();
  }

  /**
   * Finds the longest time from one run to the next, on a clock that is never put forward or back.
   */
  public Optional<Duration> longestGap(CalendarExpression calendar) {
    return longestGap(List.of(calendar), ZoneOffset.UTC);
  }

  /** Finds the same for several calendars together, in a zone; see {@link RunGaps#longest}. */
  Optional<Duration> longestGap(List<CalendarExpression> calendars, ZoneId zone) {
    return gaps.computeIfAbsent(
        new Together(calendars, zone), each -> RunGaps.longest(each.calendars(), each.zone()));
  }

  /** Finds the least that so many gaps in a row come to; see {@link RunGaps#shortestSpan}. */
  Optional<Duration> shortestSpan(List<CalendarExpression> calendars, int count) {
    return spans.computeIfAbsent(
        new Chain(calendars, count),
        each -> RunGaps.shortestSpan(each.calendars(), ZoneOffset.UTC, each.count()));
  }

  private record Together(List<CalendarExpression> calendars, ZoneId zone) {}

  private record Chain(List<CalendarExpression> calendars, int count) {}
}
