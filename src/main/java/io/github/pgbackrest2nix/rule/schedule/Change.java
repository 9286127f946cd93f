package io.github.pgbackrest2nix.rule.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A change of the clocks as messages tell of it: without a year, as it comes every year. */
record Change(ZoneOffsetTransition transition, ZoneId zone) {
  /** By the first day of the month that it can be. */
  private static final Map<Integer, String> ORDINALS =
      Map.of(1, "first", 8, "second", 15, "third", 22, "fourth");

  /** Returns the day of the year as words to append; nothing where no rule tells it. */
  String day() {
    return zone.getRules().getTransitionRules().stream()
        .filter(rule -> rule.createTransition(date().getYear()).equals(transition))
        .flatMap(rule -> day(rule).stream())
        .findFirst()
        .orElse("");
  }

  /** Says when a run after the change is, counted in days from it. */
  String until(Instant run) {
    LocalDateTime local = LocalDateTime.ofInstant(run, zone);
    long days = ChronoUnit.DAYS.between(date(), local.toLocalDate());
    if (days == 0) {
      return "at %s of that day".formatted(local.toLocalTime());
    }
    return days == 1
        ? "the day after at %s".formatted(local.toLocalTime())
        : "%d days later at %s".formatted(days, local.toLocalTime());
  }

  private Optional<String> day(ZoneOffsetTransitionRule rule) {
    DayOfWeek weekday = rule.getDayOfWeek();
    // The rule may be written in another zone's days.
    if (weekday == null || weekday != date().getDayOfWeek()) {
      return Optional.empty();
    }
    int from = rule.getDayOfMonthIndicator();
    boolean last = from == -1 || from == rule.getMonth().maxLength() - 6;
    return Optional.ofNullable(last ? "last" : ORDINALS.get(from))
        .map(
            ordinal ->
                ", on the %s %s of %s"
                    .formatted(
                        ordinal,
                        weekday.getDisplayName(TextStyle.FULL, Locale.ENGLISH),
                        rule.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH)));
  }

  private LocalDate date() {
    return transition.getDateTimeBefore().toLocalDate();
  }
}
