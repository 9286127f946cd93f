package io.github.pgbackrest2nix.calendar;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * A local date and time that is searched through: each unit may hold more than it can until a
 * {@link WallClock} settles it.
 */
final class WallTime {
  private static final int MICROS = Unit.SECOND.scale;
  private static final int SECONDS_PER_DAY = 86_400;

  private static final Unit[] UNITS = Unit.values();

  private final int[] values = new int[UNITS.length];
  private Season season = Season.UNKNOWN;

  /** Whether a local time counts as summer time. Tells the two hours of an overlap apart. */
  enum Season {
    UNKNOWN,
    STANDARD,
    SUMMER
  }

  int get(Unit unit) {
    return values[unit.index];
  }

  void set(Unit unit, int value) {
    values[unit.index] = value;
  }

  Season season() {
    return season;
  }

  void setSeason(Season season) {
    this.season = season;
  }

  /** Sets everything finer than a unit to its beginning. */
  void resetBelow(Unit unit) {
    for (int finer = unit.index + 1; finer < UNITS.length; finer++) {
      values[finer] = UNITS[finer].reset;
    }
  }

  void copyFrom(WallTime other) {
    System.arraycopy(other.values, 0, values, 0, values.length);
    season = other.season;
  }

  /** Returns the whole seconds of the minute. */
  int seconds() {
    return get(Unit.SECOND) / MICROS;
  }

  /** Returns what is left beside the whole seconds, in microseconds. */
  int fraction() {
    return get(Unit.SECOND) % MICROS;
  }

  /** Sets the whole seconds of the minute and leaves the fraction as it is. */
  void setSeconds(int seconds) {
    set(Unit.SECOND, seconds * MICROS + fraction());
  }

  /** Returns the seconds since 1970-01-01 00:00:00 on the same wall clock, units carried over. */
  long localSeconds() {
    return epochDay() * SECONDS_PER_DAY
        + get(Unit.HOUR) * 3600L
        + get(Unit.MINUTE) * 60L
        + seconds();
  }

  /** Returns the day since 1970-01-01, months and days carried over. */
  private long epochDay() {
    int month = get(Unit.MONTH) - 1;
    int year = get(Unit.YEAR) + Math.floorDiv(month, 12);
    return firstOfMonth(year, Math.floorMod(month, 12) + 1) + get(Unit.DAY) - 1;
  }

  private static long firstOfMonth(int year, int month) {
    // Years counted from March, so that the day of a leap year comes last.
    long from = month > 2 ? year : year - 1L;
    int sinceMarch = month > 2 ? month - 3 : month + 9;
    long leapDays = Math.floorDiv(from, 4L) - Math.floorDiv(from, 100L) + Math.floorDiv(from, 400L);
    return 365 * from + leapDays + (153L * sinceMarch + 2) / 5 - 719_468;
  }

  /** Sets every unit but the fraction from seconds on the wall clock. */
  void setLocalSeconds(long localSeconds) {
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(localSeconds, SECONDS_PER_DAY));
    int ofDay = Math.floorMod(localSeconds, SECONDS_PER_DAY);
    set(Unit.YEAR, date.getYear());
    set(Unit.MONTH, date.getMonthValue());
    set(Unit.DAY, date.getDayOfMonth());
    set(Unit.HOUR, ofDay / 3600);
    set(Unit.MINUTE, ofDay / 60 % 60);
    setSeconds(ofDay % 60);
  }

  /** Returns whether every unit holds what it can. */
  boolean isNatural() {
    return get(Unit.SECOND) <= Unit.SECOND.largest
        && get(Unit.MINUTE) <= Unit.MINUTE.largest
        && get(Unit.HOUR) <= Unit.HOUR.largest
        && get(Unit.MONTH) <= Unit.MONTH.largest
        && get(Unit.DAY) <= daysInMonth();
  }

  /** Returns the days of the month, which must hold what it can. */
  int daysInMonth() {
    return get(Unit.MONTH) == 2
        ? YearMonth.of(get(Unit.YEAR), 2).lengthOfMonth()
        : 30 + (get(Unit.MONTH) + get(Unit.MONTH) / 8) % 2;
  }

  /** Returns the day of the week with all units carried over; 0 is Monday. */
  int weekday() {
    // 1970-01-01 was a Thursday.
    return Math.floorMod(Math.floorDiv(localSeconds(), (long) SECONDS_PER_DAY) + 3, 7);
  }
}
