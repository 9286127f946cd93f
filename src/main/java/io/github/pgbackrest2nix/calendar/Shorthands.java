package io.github.pgbackrest2nix.calendar;

import io.github.pgbackrest2nix.calendar.Unit.MonthSide;
import java.time.DayOfWeek;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words that systemd has for frequent expressions. */
final class Shorthands {
  /** The words of the manual; systemd knows a few more spellings. */
  static final List<String> NAMES =
      List.of(
          "minutely",
          "hourly",
          "daily",
          "weekly",
          "monthly",
          "quarterly",
          "semiannually",
          "yearly");

  static final Map<Unit, Field> MIDNIGHT =
      Map.of(Unit.HOUR, Field.only(0), Unit.MINUTE, Field.only(0), Unit.SECOND, Field.only(0));

  private Shorthands() {}

  /** Returns what a word stands for, whatever its case. */
  static Optional<CalendarExpression> find(String word, Optional<CalendarZone> zone) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "minutely" -> of(Map.of(Unit.SECOND, Field.only(0)), zone);
      case "hourly" -> of(Map.of(Unit.MINUTE, Field.only(0), Unit.SECOND, Field.only(0)), zone);
      case "daily" -> of(MIDNIGHT, zone);
      case "weekly" -> Optional.of(weekly(zone));
      case "monthly" -> firstOf(Field.ANY, zone);
      case "quarterly" -> firstOf(Field.only(1, 4, 7, 10), zone);
      case "semiannually", "semi-annually", "biannually", "bi-annually" ->
          firstOf(Field.only(1, 7), zone);
      case "yearly", "annually", "anually" -> firstOf(Field.only(1), zone);
      default -> Optional.empty();
    };
  }

  private static CalendarExpression weekly(Optional<CalendarZone> zone) {
    return new CalendarExpression(
        Weekdays.of(Set.of(DayOfWeek.MONDAY)), MIDNIGHT, MonthSide.START, zone);
  }

  private static Optional<CalendarExpression> firstOf(Field months, Optional<CalendarZone> zone) {
    Map<Unit, Field> fields = new EnumMap<>(MIDNIGHT);
    fields.put(Unit.MONTH, months);
    fields.put(Unit.DAY, Field.only(1));
    return of(fields, zone);
  }

  private static Optional<CalendarExpression> of(
      Map<Unit, Field> fields, Optional<CalendarZone> zone) {
    return Optional.of(new CalendarExpression(Weekdays.ANY, fields, MonthSide.START, zone));
  }
}
