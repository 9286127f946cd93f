package io.github.pgbackrest2nix.rule.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.Compiler;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.source.SourceText;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of what the rules about schedules say of many schedules. */
final class SchedulesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Europe/Berlin       | 02:00          | calendar-in-dst-gap",
        "Europe/Berlin       | 02:59:59       | calendar-in-dst-gap",
        "Europe/Berlin       | 01:59:59       |",
        "Europe/Berlin       | 03:00          |",
        "Europe/Berlin       | Sun 02:00      | calendar-in-dst-gap",
        "Europe/Berlin       | Sat 02:00      |",
        "Europe/Berlin       | 02/6:30        | calendar-in-dst-gap",
        "Europe/Berlin       | hourly         |",
        "Europe/Berlin       | *:0/15         |",
        "Europe/Berlin       | 02:00 UTC      |",
        "Europe/Berlin       | 02..04:30      |",
        "UTC                 | 02:00          |",
        "UTC                 | 02:00 Europe/Berlin | calendar-in-dst-gap",
        "Europe/Dublin       | 01:30          | calendar-in-dst-gap",
        // southern summer begins in October
        "America/Santiago    | daily          | calendar-in-dst-gap",
        "Australia/Lord_Howe | 02:15          | calendar-in-dst-gap",
        "Australia/Lord_Howe | 02:30          |",
        "Asia/Kolkata        | 02:00          |",
      })
  void aDayWithoutTheHour(String zone, String calendar, @Nullable String expected) {
    String host = "target: { timeZone: %s }\n".formatted(zone);

    assertThat(found(host, "full: { calendar: \"%s\" }".formatted(calendar)))
        .isEqualTo(list(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "03:00                         | lock-collision",
        "04:00                         | ",
        "02:00                         | ",
        "02:10                         | ",
        "02:30                         | lock-collision",
        "'03:30, randomizedDelay: 20m' | lock-collision",
        "'03:30, randomizedDelay: 1h'  | ",
        "Mon 03:00                     | lock-collision",
        "'03,12:00'                    | ",
      })
  void aJobThatIsLeftOut(String calendar, @Nullable String expected) {
    String quoted = calendar.contains("randomized") ? calendar : "\"" + calendar + "\"";
    String full = "full: { calendar: \"02:00\", randomizedDelay: 20m, expectedDuration: 2h }";
    String diff = "diff: { calendar: %s, whenLocked: skip }".formatted(quoted);

    assertThat(found("", full + "\n      " + diff)).isEqualTo(list(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Europe/Berlin       | 02:00     | , on the last Sunday of March    | the day after at 02:00",
        "Europe/Berlin       | 02/6:30   | , on the last Sunday of March    | at 08:30 of that day",
        "Europe/Berlin       | Sun 02:00 | , on the last Sunday of March    | 7 days later at 02:00",
        "America/New_York    | 02:00     | , on the second Sunday of March  | the day after at 02:00",
        "Australia/Lord_Howe | 02:15     | , on the first Sunday of October | the day after at 02:15",
      })
  void theDayWithoutTheHourHasNoYear(String zone, String calendar, String day, String next) {
    assertThat(
            diagnostics(
                    "target: { timeZone: %s }\n".formatted(zone),
                    "full: { calendar: \"%s\" }".formatted(calendar))
                .stream()
                .map(Diagnostic::message))
        .containsExactly(
            "when the clocks of %s go forward%s, \"%s\" falls into the hour that is left out: that run does not take place, the next one is %s"
                .formatted(zone, day, calendar, next));
  }

  private static List<String> list(@Nullable String expected) {
    return expected == null ? List.of() : List.of(expected);
  }

  private static List<String> found(String host, String jobs) {
    return diagnostics(host, jobs).stream().map(each -> each.rule().id()).toList();
  }

  private static List<Diagnostic> diagnostics(String host, String jobs) {
    String text =
        """
        version: 1
        host: db1
        %srepos:
          nas: { key: 1, type: cifs, path: /srv/nas, retention: { full: 2 } }
        stanzas:
          main:
            postgresql: { version: 16 }
            schedules:
              %s
        """
            .formatted(host, jobs);
    return new Compiler().check(new SourceText("description.yaml", text)).diagnostics();
  }
}
