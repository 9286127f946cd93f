package io.github.pgbackrest2nix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.cli.Session.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarCommandTest {
  @Test
  void showsSystemdsFormAndTheNextElapses() {
    assertThat(new Session().run("calendar", "02:30", "Mon,Fri *-*~1", "--count", "2"))
        .isEqualTo(
            new Result(
                0,
                """
                02:30
                  normalized: *-*-* 02:30:00
                  elapses:    Fri 2026-10-23 02:30:00 +02:00
                  elapses:    Sat 2026-10-24 02:30:00 +02:00
                Mon,Fri *-*~1
                  normalized: Mon,Fri *-*~01 00:00:00
                  elapses:    Mon 2026-11-30 00:00:00 +01:00
                  elapses:    Fri 2027-04-30 00:00:00 +02:00
                """,
                ""));
  }

  @Test
  void startsAndCountsWhereItIsTold() {
    assertThat(
            new Session()
                .run(
                    "calendar",
                    "*-*-* 12:00 UTC",
                    "--from=2026-12-31T12:00Z",
                    "--zone=Asia/Tokyo",
                    "--count=1"))
        .isEqualTo(
            new Result(
                0,
                """
                *-*-* 12:00 UTC
                  normalized: *-*-* 12:00:00 UTC
                  elapses:    Fri 2027-01-01 21:00:00 +09:00
                """,
                ""));
  }

  @Test
  void saysWhenThereIsNoElapse() {
    assertThat(new Session().run("calendar", "2026-12-24 18:00", "*-02-30").out())
        .isEqualTo(
            """
            2026-12-24 18:00
              normalized: 2026-12-24 18:00:00
              elapses:    Thu 2026-12-24 18:00:00 +01:00
              elapses:    never again
            *-02-30
              normalized: *-02-30 00:00:00
              elapses:    never
            """);
  }

  @Test
  void pointsAtWhatIsWrongAndShowsTheOthers() {
    Result run = new Session().run("calendar", "Mon 25:00", "yearly", "--count=1");

    assertThat(run)
        .isEqualTo(
            new Result(
                1,
                """
                yearly
                  normalized: *-01-01 00:00:00
                  elapses:    Fri 2027-01-01 00:00:00 +01:00
                """,
                """
                error: calendar-not-valid: "Mon 25:00" is no calendar expression: hour 25 does not exist
                 --> expression 1:1:5
                   |
                 1 | Mon 25:00
                   |     ^^
                   = help: hours are 0 to 23
                   = explain: pgbackrest2nix explain calendar-not-valid

                1 error
                """));
  }

  @Test
  void translatesWhatIsForCron() {
    Result run = new Session().run("calendar", "30 2 13 * 5");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains(
            """
               = help: this is cron's syntax; for systemd it is "*-*-13 02:30:00" and \
            "Fri *-*-* 02:30:00"; cron runs on both the day of the month and the day of the week
            """
                .indent(0));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-10-23, Fri 2026-10-23 01:00:00 +02:00",
    "2026-10-23T00:59:59, Fri 2026-10-23 01:00:00 +02:00",
    "2026-10-23T01:00, Sat 2026-10-24 01:00:00 +02:00",
    "2026-10-23T01:00Z, Sat 2026-10-24 01:00:00 +02:00",
    "2026-10-25T12:00+01:00, Mon 2026-10-26 01:00:00 +01:00",
  })
  void takesTimesAsDatesWithAndWithoutOffset(String from, String first) {
    assertThat(new Session().run("calendar", "01:00", "--count=1", "--from=" + from).out())
        .endsWith("elapses:    " + first + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--from=yesterday", "--zone=Berlin", "--count=0", "--count=10001"})
  void refusesWhatItCannotUse(String option) {
    Result run = new Session().run("calendar", "01:00", option);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith(option.startsWith("--count") ? "--count is from" : "");
  }
}
