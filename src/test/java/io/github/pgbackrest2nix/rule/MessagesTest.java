package io.github.pgbackrest2nix.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.Compiler;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.source.SourceText;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages that say different things of different mistakes of one kind. */
final class MessagesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "0 2 * * *        | \"0 2 * * *\" is cron's syntax and no calendar expression; systemd would ignore it, and nothing would run | write \"*-*-* 02:00:00\"",
        "@reboot          | \"@reboot\" is cron's syntax and no calendar expression; systemd would ignore it, and nothing would run | systemd has no calendar for \"at boot\", only OnBootSec=",
        "*-02-30 02:00    | \"*-02-30 02:00\" is a date that no year has: nothing would ever run | write a day that every month has, and no year",
        "2020-01-01 02:00 | \"2020-01-01 02:00\" is one single date: after it, nothing runs any more | write a day that every month has, and no year",
        "2099-01-01 02:00 | \"2099-01-01 02:00\" is one single date: after it, nothing runs any more | write a day that every month has, and no year",
        "*-02-29 02:00    | \"*-02-29 02:00\" leaves out more than a year, or ends: nothing would run in that time | write a day that every month has, and no year",
      })
  void ofCalendars(String calendar, String message, String help) {
    assertThat(found("process-max: 2", calendar)).isEqualTo(List.of(message + " | " + help));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lock-path: /x      | 'lock-path'",
        "repo1-path: /x     | 'repo1-path' (repo-path)",
        "pg1-port: 5433     | 'pg1-port' (pg-port)",
      },
      quoteCharacter = '^')
  void ofOptionsThatAreSetElsewhere(String setting, String name) {
    assertThat(found(setting, "02:00"))
        .singleElement()
        .asString()
        .startsWith(
            name.replace('\'', '"')
                + " is not set under settings; the units, paths and alerts would not follow it | ");
  }

  private static List<String> found(String setting, String calendar) {
    String text =
        """
        version: 1
        host: db1
        settings: { %s }
        repos:
          nas: { key: 1, type: cifs, path: /srv/nas, retention: { full: 2 } }
        stanzas:
          main:
            postgresql: { version: 16 }
            schedules: { full: { calendar: "%s" } }
        """
            .formatted(setting, calendar);
    return new Compiler()
        .check(new SourceText("description.yaml", text)).diagnostics().stream()
            .map(MessagesTest::line)
            .toList();
  }

  private static String line(Diagnostic diagnostic) {
    return diagnostic.message() + " | " + diagnostic.help().orElseThrow();
  }
}
