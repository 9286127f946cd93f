package io.github.pgbackrest2nix.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.deployment.ConfigurationFile.Entry;
import io.github.pgbackrest2nix.testing.Described;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestoreSettingsTest {
  private static final String GUARD =
      "recovery-option=restore_command=/run/current-system/sw/bin/pgbackrest-archive-get"
          + " --stanza=main %f \"%p\"";

  /** Release, archiving, what else there is, and the two sections of the stanza. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2.45 | true  | ''                                                     | [archive-async=n] | [GUARD]
          2.58 | true  | ''                                                     | [archive-async=n] | [GUARD]
          2.59 | true  | ''                                                     | []                | [GUARD]
          2.58 | false | ''                                                     | []                | [GUARD]
          2.58 | true  | commandSettings: { archive-get: { process-max: 2 } }   | [archive-async=n] | [GUARD]
          2.60 | true  | commandSettings: { restore: { process-max: 2 } }       | []                | [GUARD]
          2.60 | true  | commandSettings: { restore: { recovery-option: { a: b } } } | []           | [recovery-option=a=b, GUARD]
          2.60 | true  | commandSettings: { restore: { recovery-option: { restore_command: x } } } | [] | [recovery-option=restore_command=x]
          """)
  void guardsEveryRestore(
      String release, boolean async, String settings, String archiveGet, String restore) {
    ConfigurationFile file = planned(release, async, settings, "");

    assertThat(lines(file, "main:archive-get")).hasToString(archiveGet);
    assertThat(lines(file, "main:restore")).hasToString(restore.replace("GUARD", GUARD));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "commandSettings: { restore: { recovery-option: { a: b }, process-max: 3 } }",
        "commandSettings: { restore: { process-max: 3, recovery-option: { a: b } } }"
      })
  void aStanzaHasItsOwnToo(String settings) {
    assertThat(lines(planned("2.60", true, "", settings), "main:restore"))
        .containsExactly("recovery-option=a=b", GUARD, "process-max=3");
  }

  private static ConfigurationFile planned(
      String release, boolean async, String settings, String ofStanza) {
    return DeploymentPlanner.plan(
            Described.by(
                """
                version: 1
                host: db
                target: { nixos: "25.11", pgbackrest: "%s", timeZone: UTC }
                %s
                repos:
                  disk: { key: 1, path: /var/lib/pgbackrest, retention: { full: 2 } }
                stanzas:
                  main:
                    postgresql: { version: 14 }
                    archive: { async: %s }
                    %s
                    schedules: { full: { calendar: "Sun 02:00" } }
                """
                    .formatted(release, settings, async, ofStanza)))
        .configuration();
  }

  private static List<String> lines(ConfigurationFile file, String section) {
    return file.sections().stream()
        .filter(each -> each.name().equals(section))
        .flatMap(each -> each.entries().stream())
        .map(RestoreSettingsTest::line)
        .toList();
  }

  private static String line(Entry entry) {
    return entry.key() + "=" + entry.value();
  }
}
