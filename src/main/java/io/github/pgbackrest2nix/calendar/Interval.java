package io.github.pgbackrest2nix.calendar;

import java.util.Comparator;

/**
 * One value of a field, or several at equal distances.
 *
 * @param start the first value
 * @param stop the last value; -1 for none
 * @param repeat the distance; 0 if there is but one value
 */
record Interval(int start, int stop, int repeat) {
  static final int OPEN = -1;

  static final Comparator<Interval> ORDER =
      Comparator.comparingInt(Interval::start)
          .thenComparingInt(Interval::stop)
          .thenComparingInt(Interval::repeat);

  /** Returns one value. */
  static Interval only(int value) {
    return new Interval(value, OPEN, 0);
  }

  /** Returns the same values with the last one as the end, as systemd prints them. */
  Interval shortest() {
    int last = stop > start && repeat > 0 ? stop - (stop - start) % repeat : stop;
    return last == start ? only(start) : new Interval(start, last, repeat);
  }
}
