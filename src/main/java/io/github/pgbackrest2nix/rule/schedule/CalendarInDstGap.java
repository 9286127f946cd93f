package io.github.pgbackrest2nix.rule.schedule;

import io.github.pgbackrest2nix.calendar.CalendarExpression;
import io.github.pgbackrest2nix.calendar.CalendarParser;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;

/** Reports calendars with a run that is left out where the clock is put forward. */
public final class CalendarInDstGap implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "calendar-in-dst-gap", Severity.NOTE, "a time of day that one day a year does not have");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  // Any year does, and none is named: the output does not depend on when it was made.
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration INSTANT = Duration.ofMillis(1);
  private static final Duration NOTICEABLE = Duration.ofHours(2);

  @Override
  public List<Finding> check(RuleContext context) {
    ZoneId hostZone = context.description().target().timeZone();
    return DeclaredCalendar.of(context.description()).stream()
        .flatMap(
            calendar ->
                context.forecast().find(calendar.text()).stream()
                    .flatMap(expression -> check(calendar, expression, hostZone).stream()))
        .toList();
  }

  private static Optional<Finding> check(
      DeclaredCalendar calendar, CalendarExpression expression, ZoneId hostZone) {
    ZoneId zone = expression.zone().orElse(hostZone);
    return Optional.ofNullable(zone.getRules().nextTransition(FROM))
        .map(each -> each.isGap() ? each : zone.getRules().nextTransition(each.getInstant()))
        .filter(each -> each != null && each.isGap())
        .filter(gap -> isIn(gap, expression))
        .flatMap(
            gap ->
                missing(expression, zone, gap.getInstant())
                    .map(next -> finding(calendar, new Change(gap, zone), next)));
  }

  /** Returns whether the expression, on a clock that is never put forward, elapses in the gap. */
  private static boolean isIn(ZoneOffsetTransition gap, CalendarExpression expression) {
    Instant begin = gap.getDateTimeBefore().toInstant(ZoneOffset.UTC);
    Instant end = gap.getDateTimeAfter().toInstant(ZoneOffset.UTC);
    return wallClock(expression)
        .flatMap(each -> each.next(begin.minus(INSTANT), ZoneOffset.UTC))
        .filter(each -> each.isBefore(end))
        .isPresent();
  }

  /** Finds the expression without the zone that it may name, its last word. */
  private static Optional<CalendarExpression> wallClock(CalendarExpression expression) {
    String text = expression.normalized();
    return expression.zone().isEmpty()
        ? Optional.of(expression)
        : CalendarParser.parse(text.substring(0, text.lastIndexOf(' '))).expression();
  }

  /** Finds the next run after the change, if it does not make up for the missing one. */
  private static Optional<Instant> missing(
      CalendarExpression expression, ZoneId zone, Instant change) {
    return expression
        .next(change.minus(INSTANT), zone)
        .filter(next -> Duration.between(change, next).compareTo(NOTICEABLE) >= 0);
  }

  private static Finding finding(DeclaredCalendar calendar, Change change, Instant next) {
    return Finding.atValue(
            calendar.at(),
            "when the clocks of %s go forward%s, \"%s\" falls into the hour that is left out: that run does not take place, the next one is %s"
                .formatted(change.zone(), change.day(), calendar.text(), change.until(next)))
        .help(
            "choose an hour before or after the change of the clocks, or name UTC in the calendar");
  }
}
