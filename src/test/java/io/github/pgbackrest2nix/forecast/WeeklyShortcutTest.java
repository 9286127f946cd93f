package io.github.pgbackrest2nix.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.calendar.CalendarExpression;
import io.github.pgbackrest2nix.calendar.CalendarParser;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one week tells, against the walk through all 400 days. */
class WeeklyShortcutTest {
  private static final int CALENDARS = 60;

  /** Has no run, and is not the same each week: beside it, all days are walked through. */
  private static final CalendarExpression NEVER = parse("*-02-30");

  private final Random random = new Random(400);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTC",
        "Asia/Kolkata",
        "Etc/GMT+5",
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Africa/Casablanca"
      })
  void oneWeekTellsWhatAllDaysTell(String zone) {
    ZoneId hostZone = ZoneId.of(zone);
    for (int i = 0; i < CALENDARS; i++) {
      List<CalendarExpression> calendars =
          Stream.generate(this::expression).limit(1 + random.nextInt(2)).toList();
      List<CalendarExpression> walked =
          Stream.concat(calendars.stream(), Stream.of(NEVER)).toList();

      assertThat(RunGaps.longest(calendars, hostZone))
          .as("longest gap of %s in %s", calendars, zone)
          .isEqualTo(RunGaps.longest(walked, hostZone));
      assertThat(RunGaps.recur(calendars, hostZone))
          .as("recurrence of %s in %s", calendars, zone)
          .isEqualTo(RunGaps.longest(walked, hostZone).isPresent());
      int gaps = random.nextInt(20);
      assertThat(RunGaps.shortestSpan(calendars, hostZone, gaps))
          .as("least of %d gaps of %s in %s", gaps, calendars, zone)
          .isEqualTo(RunGaps.shortestSpan(walked, hostZone, gaps));
    }
  }

  /** Returns a calendar with some runs a week at the least; of three, one names a zone. */
  private CalendarExpression expression() {
    String days =
        pick("", "", "Sun ", "Mon,Thu ", "Mon..Fri ", "Sat,Sun ", "*-*-1,15 ", "*-*-10/5 ");
    String hours = pick("*", "0/6", "2,14", "1..3", Integer.toString(random.nextInt(24)));
    String minute =
        pick("00", "30", "0/20", String.format(Locale.ROOT, "%02d", random.nextInt(60)));
    return parse(days + hours + ":" + minute + pick("", "", "", " UTC", " Europe/Berlin"));
  }

  private String pick(String... from) {
    return from[random.nextInt(from.length)];
  }

  private static CalendarExpression parse(String text) {
    return CalendarParser.parse(text).expression().orElseThrow();
  }
}
