package io.github.pgbackrest2nix.calendar;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The days of the week on which an expression elapses.
 *
 * @param bits bit 0 for Monday; never 0
 */
record Weekdays(int bits) {
  static final Weekdays ANY = new Weekdays(0b111_1111);

  /** Returns these days; none means any, as in systemd. */
  static Weekdays of(Set<DayOfWeek> days) {
    int bits = 0;
    for (DayOfWeek day : days) {
      bits |= 1 << (day.getValue() - 1);
    }
    return bits == 0 ? ANY : new Weekdays(bits);
  }

  /** Returns the day of an English name in full or in three letters, whatever its case. */
  static Optional<DayOfWeek> find(String name) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (name.equalsIgnoreCase(day.name()) || name.equalsIgnoreCase(shortName(day))) {
        return Optional.of(day);
      }
    }
    return Optional.empty();
  }

  /** Returns the days from one to another of the same week. */
  static Set<DayOfWeek> range(DayOfWeek first, DayOfWeek last) {
    return EnumSet.range(first, last);
  }

  boolean isAny() {
    return equals(ANY);
  }

  /** Returns whether a day is among these; 0 is Monday. */
  boolean contains(int day) {
    return (bits & (1 << day)) != 0;
  }

  /** Returns the days as systemd prints them: three in a row become a range. */
  String text() {
    List<DayOfWeek> days = List.of(DayOfWeek.values());
    StringBuilder text = new StringBuilder();
    int first = 0;
    while (first < days.size()) {
      if (!contains(first)) {
        first++;
        continue;
      }
      int last = first;
      while (last + 1 < days.size() && contains(last + 1)) {
        last++;
      }
      text.append(text.isEmpty() ? "" : ",").append(shortName(days.get(first)));
      if (last > first) {
        text.append(last > first + 1 ? ".." : ",").append(shortName(days.get(last)));
      }
      first = last + 1;
    }
    return text.toString();
  }

  private static String shortName(DayOfWeek day) {
    return day.getDisplayName(TextStyle.SHORT, Locale.ROOT);
  }
}
