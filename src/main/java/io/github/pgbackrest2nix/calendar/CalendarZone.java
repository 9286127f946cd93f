package io.github.pgbackrest2nix.calendar;

import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.Map;
import java.util.Optional;

/**
 * A time zone that an expression names.
 *
 * @param name as written, or UTC
 */
record CalendarZone(String name, ZoneId id) {
  static final CalendarZone UTC = new CalendarZone("UTC", ZoneId.of("UTC"));

  // Names that the zone database has and the JDK leaves out, with what the database links them to.
  private static final Map<String, String> LINKS =
      Map.of(
          "EST", "America/Panama",
          "MST", "America/Phoenix",
          "HST", "Pacific/Honolulu",
          "ROC", "Asia/Taipei",
          "GMT+0", "Etc/GMT",
          "GMT-0", "Etc/GMT");

  /** Prefix of the zone database's second copy of every zone. */
  private static final String COPY = "posix/";

  /** Returns the zone of a name in the zone database. Their case matters. */
  static Optional<CalendarZone> find(String name) {
    String plain = name.startsWith(COPY) ? name.substring(COPY.length()) : name;
    String known = LINKS.getOrDefault(plain, plain);
    // SystemV/ is the JDK's own.
    if (known.startsWith("SystemV/") || !ZoneRulesProvider.getAvailableZoneIds().contains(known)) {
      return Optional.empty();
    }
    return Optional.of(new CalendarZone(name, ZoneId.of(known)));
  }

  /** Returns the zone that somebody meant who got the case wrong. */
  static Optional<String> findIgnoringCase(String name) {
    return ZoneRulesProvider.getAvailableZoneIds().stream()
        .filter(name::equalsIgnoreCase)
        .findFirst();
  }
}
