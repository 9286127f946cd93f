package io.github.pgbackrest2nix.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Described;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WalPatienceTest {
  private static final String DISK =
      "disk: { key: 1, path: /var/lib/pgbackrest, retention: { full: 2 } }";
  private static final String NAS =
      "nas: { key: 2, path: /mnt/nas, mount: /mnt/nas, retention: { full: 2 } }";
  private static final String S3 =
      """
      %s: { key: %d, type: s3, path: /%1$s, bucket: b, endpoint: s3.example.com, region: r, \
      retention: { full: 2 }, credentials: { key: { file: /run/key }, keySecret: { file: /run/secret } } }""";

  /** Repositories, release, what else there is, and what {@code [global:backup]} comes to. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          disk        | 2.58 | ''                                       | []
          disk, nas   | 2.58 | ''                                       | []
          disk, s3    | 2.58 | ''                                       | [archive-timeout=2220]
          disk, s3    | 2.45 | ''                                       | [archive-timeout=2220]
          disk, s3    | 2.59 | ''                                       | []
          disk, s3, t3| 2.58 | ''                                       | [archive-timeout=4380]
          s3, t3      | 2.58 | ''                                       | [archive-timeout=2220]
          disk, s3    | 2.58 | settings: { io-timeout: 5 }              | [archive-timeout=240]
          disk, s3    | 2.58 | settings: { io-timeout: 1500ms }         | [archive-timeout=114]
          disk, s3    | 2.58 | settings: { io-timeout: 1h }             | [archive-timeout=86400]
          disk, s3    | 2.58 | settings: { archive-timeout: 90 }        | []
          disk, s3    | 2.58 | commandSettings: { archive-push: { io-timeout: 10 }, backup: { delta: true } } | [archive-timeout=420, delta=y]
          disk, s3    | 2.58 | commandSettings: { backup: { io-timeout: 10 } } | [archive-timeout=2220, io-timeout=10]
          disk, s3    | 2.58 | commandSettings: { backup: { archive-timeout: 90 } } | [archive-timeout=90]
          disk, s3    | 2.58 | commandSettings: { check: { archive-timeout: 90 } } | [archive-timeout=2220]
          """)
  void backupsWaitForPushesToADeadRepository(
      String repositories, String release, String settings, String expected) {
    assertThat(ofBackups(repositories, release, settings, "async: true")).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          async: false | []
          async: true  | [archive-timeout=2220]
          """)
  void whoArchivesInTurnHasNothingToWaitFor(String archive, String expected) {
    assertThat(ofBackups("disk, s3", "2.58", "", archive)).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          settings: { io-timeout: 20 }                              | [archive-timeout=780]
          commandSettings: { archive-push: { io-timeout: 120 } }    | [archive-timeout=4380]
          settings: { archive-timeout: 90 }                         | [archive-timeout=2220]
          """)
  void aStanzaMayTryForAnotherTime(String ofStanza, String expected) {
    assertThat(ofBackups("disk, s3", "2.58", "", "async: true }\n    " + ofStanza + " # {"))
        .hasToString(expected);
  }

  private static List<String> ofBackups(
      String repositories, String release, String settings, String archive) {
    String places =
        repositories
            .replace("disk", DISK)
            .replace("nas", NAS)
            .replace("s3", S3.formatted("offsite", 3))
            .replace("t3", S3.formatted("farther", 4));
    String description =
        """
        version: 1
        host: db1
        target: { pgbackrest: "%s" }
        %s
        repos: { %s }
        stanzas:
          main:
            postgresql: { version: 14 }
            archive: { %s }
            schedules: { full: { calendar: "02:00" } }
        """
            .formatted(release, settings, places, archive);
    return DeploymentPlanner.plan(Described.by(description)).configuration().sections().stream()
        .filter(section -> section.name().equals("global:backup"))
        .flatMap(section -> section.entries().stream())
        .map(entry -> entry.key() + "=" + entry.value())
        .toList();
  }
}
