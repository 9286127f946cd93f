package io.github.pgbackrest2nix.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CronTranslationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 2 * * *         | *-*-* 02:00:00",
        "*/15 * * * *      | *:0/15",
        "* * * * *         | *:*",
        "30 */6 * * *      | *-*-* 00/6:30:00",
        "0 3 * * 1-5       | Mon..Fri *-*-* 03:00:00",
        "0 3 * * 0         | Sun *-*-* 03:00:00",
        "0 3 * * 5-7       | Fri..Sun *-*-* 03:00:00",
        "0 3 * * sun,WED   | Wed,Sun *-*-* 03:00:00",
        "0 3 * * 0-6       | *-*-* 03:00:00",
        "0 3 1 jan-mar *   | *-01..03-01 03:00:00",
        "0 0 1-7 * *       | *-*-01..07 00:00:00",
        "5,35 8-18/2 * * * | *-*-* 08..18/2:05,35:00",
        "*/40 1 * * *      | *-*-* 01:00/40:00",
        "*/60 1 * * *      | *-*-* 01:00:00",
        "0 0 */2 * 1       | Mon *-*-01/2 00:00:00",
        "@hourly           | hourly",
        "@weekly           | Sun *-*-* 00:00:00",
        "@Midnight         | daily",
      })
  void translatesCronToSystemd(String cron, String calendar) {
    assertThat(CronTranslation.find(cron))
        .contains(new CronTranslation(List.of(calendar), Optional.empty()));
  }

  @Test
  void givesTwoCalendarsWhenCronRunsOnEitherDay() {
    assertThat(CronTranslation.find("0 0 13 * 5").orElseThrow().calendars())
        .containsExactly("*-*-13 00:00:00", "Fri *-*-* 00:00:00");
  }

  @Test
  void hasNoCalendarForBoot() {
    assertThat(CronTranslation.find("@reboot"))
        .contains(
            new CronTranslation(
                List.of(),
                Optional.of("systemd has no calendar for \"at boot\", only OnBootSec=")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "daily",
        "02:00",
        "@5",
        "0 2 * *",
        "60 2 * * *",
        "0 24 * * *",
        "0 2 0 * *",
        "0 2 * 13 *",
        "0 2 * * 8",
        "5-1 * * * *",
        "*/0 * * * *",
        "a b c d e",
        "0 2 * foo *"
      })
  void knowsWhatIsNoCron(String text) {
    assertThat(CronTranslation.find(text)).isEqualTo(Optional.empty());
  }
}
