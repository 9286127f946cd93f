package io.github.pgbackrest2nix.calendar;

import io.github.pgbackrest2nix.calendar.Unit.MonthSide;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** A calendar expression that systemd accepts. Two are equal if systemd prints them alike. */
public final class CalendarExpression {
  private final Weekdays weekdays;
  private final Map<Unit, Field> fields;
  private final MonthSide side;
  private final Optional<CalendarZone> zone;
  private final String normalized;

  CalendarExpression(
      Weekdays weekdays, Map<Unit, Field> fields, MonthSide side, Optional<CalendarZone> zone) {
    this.weekdays = weekdays;
    this.fields = new EnumMap<>(fields);
    this.side = field(Unit.DAY).isAny() ? MonthSide.START : side;
    this.zone = zone;
    this.normalized = print();
  }

  /** Returns what {@code systemd-analyze calendar} prints as the normalized form. */
  public String normalized() {
    return normalized;
  }

  /** Returns the zone that the expression names; without one, the host's applies. */
  public Optional<ZoneId> zone() {
    return zone.map(CalendarZone::id);
  }

  /**
   * Returns whether any week looks like the next one: no year, month or day is named, and the clock
   * is never put forward or back.
   *
   * @param hostZone the zone of the host, which applies unless the expression names one
   */
  public boolean repeatsWeekly(ZoneId hostZone) {
    return field(Unit.YEAR).isAny()
        && field(Unit.MONTH).isAny()
        && field(Unit.DAY).isAny()
        && zone().orElse(hostZone).getRules().isFixedOffset();
  }

  /**
   * Returns the first elapse after an instant, or nothing if there is none until the end of 2199,
   * where systemd stops looking.
   *
   * @param hostZone the zone of the host, which applies unless the expression names one
   */
  public Optional<Instant> next(Instant after, ZoneId hostZone) {
    return elapses(after, hostZone).next();
  }

  /** Returns the elapses after an instant, one by one. */
  public Elapses elapses(Instant after, ZoneId hostZone) {
    return new Elapses(new ElapseSearch(this, zone().orElse(hostZone)), after);
  }

  Weekdays weekdays() {
    return weekdays;
  }

  Field field(Unit unit) {
    return fields.getOrDefault(unit, Field.ANY);
  }

  MonthSide side() {
    return side;
  }

  private String print() {
    StringBuilder text = new StringBuilder();
    if (!weekdays.isAny()) {
      text.append(weekdays.text()).append(' ');
    }
    text.append(text(Unit.YEAR)).append('-').append(text(Unit.MONTH));
    text.append(side == MonthSide.END ? '~' : '-').append(text(Unit.DAY)).append(' ');
    text.append(text(Unit.HOUR)).append(':').append(text(Unit.MINUTE)).append(':');
    text.append(text(Unit.SECOND));
    zone.ifPresent(named -> text.append(' ').append(named.name()));
    return text.toString();
  }

  private String text(Unit unit) {
    return field(unit).text(unit);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CalendarExpression that && normalized.equals(that.normalized);
  }

  @Override
  public int hashCode() {
    return normalized.hashCode();
  }

  @Override
  public String toString() {
    return normalized;
  }
}
