package io.github.pgbackrest2nix.calendar;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A cron expression in systemd's words.
 *
 * @param calendars what to write instead; several if cron runs on any of them; empty if systemd has
 *     no calendar for it
 * @param note what else there is to know
 */
public record CronTranslation(List<String> calendars, Optional<String> note) {
  private static final Map<String, String> NAMED =
      Map.of(
          "@yearly", "yearly",
          "@annually", "yearly",
          "@monthly", "monthly",
          // systemd's weekly is Monday, cron's is Sunday.
          "@weekly", "Sun *-*-* 00:00:00",
          "@daily", "daily",
          "@midnight", "daily",
          "@hourly", "hourly");

  public CronTranslation {
    calendars = List.copyOf(calendars);
  }

  /** Returns the translation of a text that is a cron expression of five fields or a name. */
  public static Optional<CronTranslation> find(String text) {
    String cron = text.strip().toLowerCase(Locale.ROOT);
    if (cron.equals("@reboot")) {
      return Optional.of(
          new CronTranslation(
              List.of(), Optional.of("systemd has no calendar for \"at boot\", only OnBootSec=")));
    }
    String named = NAMED.getOrDefault(cron, "");
    if (!named.isEmpty()) {
      return Optional.of(new CronTranslation(List.of(named), Optional.empty()));
    }
    String[] fields = cron.split("\\s+", -1);
    return fields.length == 5 ? translate(fields) : Optional.empty();
  }

  private static Optional<CronTranslation> translate(String[] fields) {
    Optional<String> minute = CronField.MINUTE.translate(fields[0]);
    Optional<String> hour = CronField.HOUR.translate(fields[1]);
    Optional<String> day = CronField.DAY.translate(fields[2]);
    Optional<String> month = CronField.MONTH.translate(fields[3]);
    Optional<String> weekday = CronField.WEEKDAY.translate(fields[4]);
    if (minute.isEmpty()
        || hour.isEmpty()
        || day.isEmpty()
        || month.isEmpty()
        || weekday.isEmpty()) {
      return Optional.empty();
    }
    String time = hour.get() + ":" + minute.get();
    // When both days are given, cron runs on either; a field that begins with a star is not given.
    boolean either = !fields[2].startsWith("*") && !fields[4].startsWith("*");
    List<String> calendars =
        either
            ? List.of(
                calendar("*", month.get(), day.get(), time),
                calendar(weekday.get(), month.get(), "*", time))
            : List.of(calendar(weekday.get(), month.get(), day.get(), time));
    return Optional.of(
        new CronTranslation(
            calendars,
            either
                ? Optional.of("cron runs on both the day of the month and the day of the week")
                : Optional.empty()));
  }

  private static String calendar(String weekday, String month, String day, String time) {
    boolean everyDay = weekday.equals("*") && month.equals("*") && day.equals("*");
    if (everyDay && time.startsWith("*:")) {
      return time;
    }
    String days = weekday.equals("*") ? "" : weekday + " ";
    String written = days + "*-" + month + "-" + day + " " + time;
    return CalendarParser.parse(written)
        .expression()
        .map(CalendarExpression::normalized)
        .orElseThrow(() -> new IllegalStateException("systemd refuses " + written));
  }
}
