package io.github.pgbackrest2nix.calendar;

import java.util.Collection;
import java.util.List;

/**
 * The values of one unit on which an expression elapses; no intervals means any value.
 *
 * @param intervals sorted, without duplicates
 */
record Field(List<Interval> intervals) {
  static final Field ANY = new Field(List.of());

  /** That no value follows. */
  static final int NONE = Integer.MIN_VALUE;

  Field {
    intervals = List.copyOf(intervals);
  }

  /** Returns the values of these intervals in systemd's order. */
  static Field of(Collection<Interval> intervals) {
    return new Field(
        intervals.stream().map(Interval::shortest).sorted(Interval.ORDER).distinct().toList());
  }

  /** Returns these values and no others. */
  static Field only(Integer... values) {
    return of(List.of(values).stream().map(Interval::only).toList());
  }

  boolean isAny() {
    return intervals.isEmpty();
  }

  /**
   * Returns the smallest value that is not below another one, or {@link #NONE}. Repetitions without
   * an end run on beyond what the unit can hold, as in systemd: the caller carries.
   */
  int atLeast(int value) {
    if (intervals.isEmpty()) {
      return value;
    }
    int best = NONE;
    for (int i = 0; i < intervals.size(); i++) {
      Interval interval = intervals.get(i);
      int found = atLeast(value, interval.start(), interval.stop(), interval.repeat());
      best = smaller(best, found);
    }
    return best;
  }

  /** Returns the same for days counted from the end of a month of so many days. */
  int atLeastFromEnd(int value, int daysInMonth) {
    int best = NONE;
    for (Interval interval : intervals) {
      int start = daysInMonth + 1 - interval.start();
      int stop = Interval.OPEN;
      if (interval.stop() != Interval.OPEN) {
        stop = start;
        start = daysInMonth + 1 - interval.stop();
      }
      best = smaller(best, atLeast(value, start, stop, interval.repeat()));
    }
    return best;
  }

  private static int atLeast(int value, int start, int stop, int repeat) {
    if (start >= value) {
      return start;
    }
    if (repeat == 0) {
      return NONE;
    }
    int found = start + repeat * ((value - start + repeat - 1) / repeat);
    return stop == Interval.OPEN || found <= stop ? found : NONE;
  }

  private static int smaller(int best, int found) {
    return best == NONE || (found != NONE && found < best) ? found : best;
  }

  /** Returns whether systemd prints these values as a star. */
  boolean isStar(Unit unit) {
    return isAny()
        || (unit == Unit.SECOND && intervals.contains(new Interval(0, Interval.OPEN, unit.scale)));
  }

  /** Returns the values as systemd prints them. */
  String text(Unit unit) {
    if (isStar(unit)) {
      return "*";
    }
    StringBuilder text = new StringBuilder();
    for (Interval interval : intervals) {
      text.append(text.isEmpty() ? "" : ",");
      append(text, interval, unit);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, Interval interval, Unit unit) {
    appendNumber(text, interval.start(), unit, unit.digits);
    boolean bounded = interval.stop() > 0;
    if (bounded) {
      appendNumber(text.append(".."), interval.stop(), unit, unit.digits);
    }
    if (interval.repeat() > 0 && !(bounded && interval.repeat() == unit.scale)) {
      appendNumber(text.append('/'), interval.repeat(), unit, 1);
    }
  }

  private static void appendNumber(StringBuilder text, int number, Unit unit, int digits) {
    appendPadded(text, number / unit.scale, digits);
    if (number % unit.scale > 0) {
      appendPadded(text.append('.'), number % unit.scale, 6);
    }
  }

  private static void appendPadded(StringBuilder text, int number, int digits) {
    String plain = Integer.toString(number);
    text.append("0".repeat(Math.max(0, digits - plain.length()))).append(plain);
  }
}
