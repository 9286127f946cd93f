package io.github.pgbackrest2nix.calendar;

import io.github.pgbackrest2nix.calendar.Unit.MonthSide;
import io.github.pgbackrest2nix.calendar.WallTime.Season;
import java.time.ZoneId;
import java.util.OptionalLong;

/**
 * The search for the next elapse, as systemd does it: from the year down, each unit moves on to its
 * next value, and whatever cannot moves the next coarser one. What systemd gets wrong is got wrong
 * here too, because the timers run by it.
 *
 * <p>As systemd 252 has it. Version 259, and 257 in its last releases, also finds the first of
 * January when a repetition of days without end (like {@code *-*-1/11}) runs over the end of a year
 * (systemd issue 40260); everything else agrees up to version 262.
 */
final class ElapseSearch {
  /** Where systemd gives up, for times like {@code *-02-30}. */
  private static final int MOST_ROUNDS = 1000;

  private static final long MICROS = 1_000_000;
  private static final Unit[] UNITS = Unit.values();

  private final CalendarExpression expression;
  private final Field[] fields = new Field[UNITS.length];
  private final WallClock clock;
  private final WallTime at = new WallTime();
  private final WallTime probe = new WallTime();

  private enum Step {
    SETTLED,
    AGAIN,
    NEVER
  }

  private enum Bounds {
    INSIDE,
    MOVED,
    OUTSIDE
  }

  ElapseSearch(CalendarExpression expression, ZoneId zone) {
    this.expression = expression;
    this.clock = new WallClock(zone);
    for (Unit unit : UNITS) {
      fields[unit.index] = expression.field(unit);
    }
  }

  /** Returns the first elapse after an instant; both in microseconds since the epoch. */
  OptionalLong next(long after) {
    if (after == Long.MAX_VALUE) {
      return OptionalLong.empty();
    }
    long start = after + 1;
    at.set(Unit.SECOND, (int) (start % MICROS));
    clock.read(start / MICROS, at);
    if (at.get(Unit.YEAR) > Unit.YEAR.largest) {
      return OptionalLong.empty();
    }
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Step step = round();
      if (step == Step.SETTLED) {
        long second = clock.epochSecond(at);
        return second < 0 ? OptionalLong.empty() : OptionalLong.of(second * MICROS + at.fraction());
      }
      if (step == Step.NEVER) {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.empty();
  }

  private Step round() {
    long second = clock.epochSecond(at);
    if (!clock.shows(at, second)) {
      clock.settle(at, clock.notBefore(at, second));
    }
    at.setSeason(Season.UNKNOWN);
    for (Unit unit : UNITS) {
      if (unit == Unit.HOUR && !isWanted()) {
        carry(Unit.HOUR);
        return Step.AGAIN;
      }
      Step step = advance(unit);
      if (step != Step.SETTLED) {
        return step;
      }
    }
    return Step.SETTLED;
  }

  private Step advance(Unit unit) {
    int value = at.get(unit);
    int found = find(unit, value);
    if (found == Field.NONE) {
      return giveUp(unit);
    }
    if (found != value) {
      at.set(unit, found);
      at.resetBelow(unit);
    }
    Bounds bounds = bounds();
    if (bounds == Bounds.INSIDE) {
      return Step.SETTLED;
    }
    return bounds == Bounds.MOVED && unit != Unit.YEAR ? Step.AGAIN : giveUp(unit);
  }

  private int find(Unit unit, int value) {
    Field field = fields[unit.index];
    if (unit != Unit.DAY || expression.side() == MonthSide.START) {
      return field.atLeast(value);
    }
    for (Interval interval : field.intervals()) {
      visitFromEnd(interval.start());
      visitFromEnd(interval.stop());
    }
    return field.atLeastFromEnd(value, at.daysInMonth());
  }

  /**
   * Asks the clock for a day counted from the end of the month, as systemd does to learn its
   * number. The number needs no clock, but which of two hours called alike the search goes on in
   * hangs on the day asked for last.
   */
  private void visitFromEnd(int day) {
    probe.copyFrom(at);
    probe.set(Unit.MONTH, at.get(Unit.MONTH) + 1);
    probe.set(Unit.DAY, 1 - day);
    clock.epochSecond(probe);
  }

  private Step giveUp(Unit unit) {
    if (unit == Unit.YEAR) {
      return Step.NEVER;
    }
    carry(unit);
    return Step.AGAIN;
  }

  /** Lets the next coarser unit move on and begins anew below it. */
  private void carry(Unit unit) {
    Unit coarser = unit.coarser();
    at.set(coarser, at.get(coarser) + 1);
    at.resetBelow(coarser);
  }

  private boolean isWanted() {
    if (expression.weekdays().isAny()) {
      return true;
    }
    probe.copyFrom(at);
    clock.settle(probe, clock.epochSecond(probe));
    return expression.weekdays().contains(probe.weekday());
  }

  /**
   * Returns whether the time exists as it stands. If not, moves it to the time that stands for it,
   * at the beginning of the coarsest unit that changed; a time that would go back is outside.
   */
  private Bounds bounds() {
    if (at.get(Unit.YEAR) > Unit.YEAR.largest) {
      return Bounds.OUTSIDE;
    }
    long second = clock.epochSecond(at);
    if (second < 0) {
      return Bounds.OUTSIDE;
    }
    if (clock.shows(at, second)) {
      return Bounds.INSIDE;
    }
    probe.copyFrom(at);
    clock.settle(probe, second);
    return move();
  }

  private Bounds move() {
    for (Unit unit : UNITS) {
      int order = Integer.compare(valueOf(probe, unit), valueOf(at, unit));
      if (order < 0) {
        return Bounds.OUTSIDE;
      }
      if (order > 0) {
        resetNext(unit);
        at.copyFrom(probe);
        return Bounds.MOVED;
      }
    }
    return Bounds.INSIDE;
  }

  private static int valueOf(WallTime time, Unit unit) {
    return unit == Unit.SECOND ? time.seconds() : time.get(unit);
  }

  /** Begins the unit below the one that changed; the others stay, as in systemd. */
  private void resetNext(Unit changed) {
    if (changed == Unit.MINUTE) {
      probe.setSeconds(0);
    } else if (changed != Unit.SECOND) {
      Unit next = UNITS[changed.index + 1];
      probe.set(next, next.reset);
    }
  }
}
