package io.github.pgbackrest2nix.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.calendar.CalendarExpression;
import io.github.pgbackrest2nix.calendar.CalendarParser;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RunGapsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hourly            | UTC           | PT1H",
        // systemd leaves out the second of two hours called alike.
        "hourly            | Europe/Berlin | PT2H",
        "hourly            | Asia/Kolkata  | PT1H",
        "02:00             | UTC           | PT24H",
        // In autumn the first 02:00 counts, and the day has 25 hours.
        "03:00             | Europe/Berlin | PT25H",
        // In spring there is no 02:00 at all, so the runs are two days less an hour apart.
        "02:00             | Europe/Berlin | PT47H",
        "02:00 UTC         | Europe/Berlin | PT24H",
        "00/6:30           | UTC           | PT6H",
        "00/6:30           | Europe/Berlin | PT7H",
        "Mon,Thu 03:00     | UTC           | PT96H",
        "Mon,Thu 03:00     | Europe/Berlin | PT97H",
        "monthly           | UTC           | PT744H",
        "yearly            | UTC           | PT8760H",
        "yearly            | Europe/Berlin | PT8760H",
        "*:0/15            | UTC           | PT15M",
        "minutely          | UTC           | PT1M",
        "*:*:*             | UTC           | PT1M",
        "minutely          | Europe/Berlin | PT1H1M",
        "*:*:*             | Europe/Berlin | PT1H1M",
        "*:*:0/0.001       | UTC           | PT1M",
        // whose clocks are put back at midnight, and by half an hour
        "*:0/15            | America/Santiago    | PT1H15M",
        "*:0/15            | Australia/Lord_Howe | PT45M",
        "02:00; 14:00      | UTC           | PT12H",
        "Sun 02:00; Mon..Sat 04:00 | UTC   | PT26H",
        "daily; 2026-01-01 00:00:30 | UTC  | PT24H",
        "02:00; *-02-30    | UTC           | PT24H",
      })
  void findsTheLongestGapBetweenRuns(String calendars, String zone, Duration expected) {
    assertThat(RunGaps.longest(parse(calendars), ZoneId.of(zone))).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "02:00                | 0   | PT0S",
        "02:00                | 6   | PT144H",
        "Mon,Thu 02:00        | 1   | PT72H",
        "Mon,Thu 02:00        | 2   | PT168H",
        "Mon,Thu 02:00        | 3   | PT240H",
        "02:00; 14:00         | 3   | PT36H",
        // February, then the 13 months of these days over and over.
        "monthly              | 1   | PT672H",
        "monthly              | 27  | PT19680H",
        "yearly               | 3   | PT26280H",
      })
  void findsTheLeastThatSeveralGapsComeTo(String calendars, int gaps, Duration expected) {
    assertThat(RunGaps.shortestSpan(parse(calendars), ZoneOffset.UTC, gaps)).contains(expected);
  }

  @Test
  void tellsNoSpanOfOneRun() {
    assertThat(RunGaps.shortestSpan(parse("2026-03-01"), ZoneOffset.UTC, 1)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "*-02-30",
    "2026-03-01",
    "2025-03-01",
    "*-02-29",
    "2190-*-*",
  })
  void findsNoneWithoutTwoRuns(String calendar) {
    assertThat(RunGaps.longest(parse(calendar), ZoneId.of("UTC"))).isEqualTo(Optional.empty());
  }

  @Test
  void findsNoneWithoutCalendars() {
    assertThat(RunGaps.longest(List.of(), ZoneId.of("UTC"))).isEqualTo(Optional.empty());
  }

  private static List<CalendarExpression> parse(String calendars) {
    return Arrays.stream(calendars.split("; ", -1))
        .map(text -> CalendarParser.parse(text).expression().orElseThrow())
        .toList();
  }
}
