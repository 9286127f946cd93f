package io.github.pgbackrest2nix.rule.schedule;

import io.github.pgbackrest2nix.calendar.CalendarProblem;
import io.github.pgbackrest2nix.calendar.CronTranslation;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reports calendar expressions that systemd would not take. */
public final class CalendarNotValid implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "calendar-not-valid", Severity.ERROR, "a calendar expression that systemd ignores");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return DeclaredCalendar.of(context.description()).stream()
        .flatMap(
            calendar ->
                context.forecast().parse(calendar.text()).problem().stream()
                    .map(problem -> finding(calendar, problem)))
        .toList();
  }

  private static Finding finding(DeclaredCalendar calendar, CalendarProblem problem) {
    return CronTranslation.find(calendar.text())
        .map(
            cron -> finding(calendar, "is cron's syntax and no calendar expression", written(cron)))
        .orElseGet(
            () ->
                finding(
                    calendar,
                    "is no calendar expression: " + problem.reason(),
                    problem
                        .help()
                        .orElse(
                            "see systemd.time(7), \"Calendar Events\"; for example \"Mon *-*-* 02:00\"")));
  }

  private static Finding finding(DeclaredCalendar calendar, String mistake, String help) {
    return Finding.atValue(
            calendar.at(),
            "\"%s\" %s; systemd would ignore it, and nothing would run"
                .formatted(calendar.text(), mistake))
        .help(help);
  }

  private static String written(CronTranslation cron) {
    Optional<String> calendars =
        cron.calendars().isEmpty()
            ? Optional.empty()
            : Optional.of(
                cron.calendars().stream()
                    .map(each -> "\"" + each + "\"")
                    .collect(Collectors.joining(" and, as a job of its own, ", "write ", "")));
    return Stream.of(calendars, cron.note())
        .flatMap(Optional::stream)
        .collect(Collectors.joining("; "));
  }
}
