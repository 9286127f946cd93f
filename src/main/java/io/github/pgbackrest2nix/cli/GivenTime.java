package io.github.pgbackrest2nix.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/** Times on the command line. */
final class GivenTime {
  private static final DateTimeFormatter SHOWN =
      new DateTimeFormatterBuilder()
          .appendPattern("EEE uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
          .appendPattern(" xxx")
          .toFormatter(Locale.ENGLISH);

  private GivenTime() {}

  /** Returns the time that an ISO date or date and time is; without an offset, in the zone. */
  static Optional<Instant> parse(String text, ZoneId zone) {
    try {
      TemporalAccessor parsed =
          new DateTimeFormatterBuilder()
              .append(DateTimeFormatter.ISO_LOCAL_DATE)
              .optionalStart()
              .appendLiteral('T')
              .append(DateTimeFormatter.ISO_LOCAL_TIME)
              .optionalStart()
              .appendOffsetId()
              .toFormatter(Locale.ROOT)
              .parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
      return Optional.of(instant(parsed, zone));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Returns a time of the zone with its weekday and offset. */
  static String shown(Instant time, ZoneId zone) {
    return SHOWN.format(time.atZone(zone));
  }

  private static Instant instant(TemporalAccessor parsed, ZoneId zone) {
    if (parsed instanceof ZonedDateTime withOffset) {
      return withOffset.toInstant();
    }
    if (parsed instanceof LocalDateTime local) {
      return local.atZone(zone).toInstant();
    }
    return LocalDate.from(parsed).atStartOfDay(zone).toInstant();
  }
}
