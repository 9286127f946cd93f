package io.github.pgbackrest2nix.rule.schedule;

import io.github.pgbackrest2nix.calendar.CalendarExpression;
import io.github.pgbackrest2nix.calendar.CalendarParser;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.forecast.RunGaps;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
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
        .filter(calendar -> neverRecurs(calendar, zone))
        .map(
            calendar ->
                Finding.atValue(
                        calendar.at(),
                        "\"%s\" is a date that does not come again, so nothing would run on schedule"
                            .formatted(calendar.text()))
                    .help("write a day that every month has, and no year"))
        .toList();
  }

  private static boolean neverRecurs(DeclaredCalendar calendar, ZoneId zone) {
    return CalendarParser.parse(calendar.text())
        .expression()
        .filter(expression -> isRare(expression, zone))
        .isPresent();
  }

  private static boolean isRare(CalendarExpression expression, ZoneId zone) {
    return RunGaps.longest(List.of(expression), zone).isEmpty();
  }
}
