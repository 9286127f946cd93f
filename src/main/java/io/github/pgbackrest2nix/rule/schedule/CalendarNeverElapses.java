package io.github.pgbackrest2nix.rule.schedule;

import io.github.pgbackrest2nix.calendar.CalendarExpression;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.forecast.RunGaps;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** Reports calendar expressions with no elapse, or only one, in a year to come. */
public final class CalendarNeverElapses implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "calendar-never-elapses", Severity.ERROR, "a calendar expression that does not recur");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    ZoneId zone = context.description().target().timeZone();
    return DeclaredCalendar.of(context.description()).stream()
        .flatMap(
            calendar ->
                context
                    .forecast()
                    .find(calendar.text())
                    .filter(expression -> !RunGaps.recur(List.of(expression), zone))
                    .map(expression -> finding(calendar, runsOf(expression, zone)))
                    .stream())
        .toList();
  }

  /** From the beginning of time, for what is checked does not depend on the day. */
  private static int runsOf(CalendarExpression expression, ZoneId zone) {
    return expression.elapses(Instant.EPOCH, zone).next(2).size();
  }

  private static Finding finding(DeclaredCalendar calendar, int runs) {
    String mistake =
        switch (runs) {
          case 0 -> "is a date that no year has: nothing would ever run";
          case 1 -> "is one single date: after it, nothing runs any more";
          default -> "leaves out more than a year, or ends: nothing would run in that time";
        };
    return Finding.atValue(calendar.at(), "\"%s\" %s".formatted(calendar.text(), mistake))
        .help("write a day that every month has, and no year");
  }
}
