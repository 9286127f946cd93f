package io.github.pgbackrest2nix.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.Compiler;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.source.SourceText;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RestoreWindowTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "full: 7                                 | 02:00          | PT144H",
        "full: 2                                 | Sun 02:00      | PT168H",
        "full: 2                                 | Mon,Thu 02:00  | PT72H",
        // on a clock that is never put forward: the promise of 6 days is not broken for an hour
        "full: 7                                 | 03:00          | PT144H",
        "full: 1                                 | 02:00          | PT0S",
        "full: 14, archive: 3                    | 02:00          | PT48H",
        "full: 3, archive: 3                     | 02:00          | PT48H",
        "full: 14, archive: 3, archiveType: incr | 02:00          | PT312H",
        "fullDays: 10                            | Sun 02:00      | PT240H",
        "fullDays: 10, archive: 3                | 02:00          | PT48H",
        "fullDays: 10, archive: 30               | 02:00          | PT240H",
      })
  void reachesFromTheNewestFullBackupToTheOldest(String retention, String full, Duration expected) {
    Description description = read(retention, full);

    assertThat(
            RestoreWindow.guaranteed(
                new Forecast(description),
                description.stanzas().get(0),
                description.repositories().get(0)))
        .contains(expected);
  }

  @Test
  void isNotLimitedWhereNothingExpires() {
    Description description = read("history: 7", "02:00");

    assertThat(
            RestoreWindow.guaranteed(
                new Forecast(description),
                description.stanzas().get(0),
                description.repositories().get(0)))
        .isEmpty();
  }

  private static Description read(String retention, String full) {
    String text =
        """
        version: 1
        host: db1
        target: { timeZone: Europe/Berlin }
        repos:
          local: { key: 1, path: /var/lib/pgbackrest, retention: { %s } }
        stanzas:
          main:
            postgresql: { version: 16 }
            schedules:
              full: { calendar: "%s" }
              incr: { calendar: hourly }
        """
            .formatted(retention, full);
    return new Compiler().check(new SourceText("description.yaml", text)).value().orElseThrow();
  }
}
