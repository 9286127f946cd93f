package io.github.pgbackrest2nix.rule.stanza;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.Compiler;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.source.SourceText;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole findings about known defects. */
final class KnownDefectTest {
  private static final String WEAK =
      " writes encrypted repositories with weak subkeys and salts, and may refuse one of their files that is sound with a checksum error | use pgBackRest 2.59.3 or later, and then a new repository: one that exists keeps its subkeys";
  private static final String STALLS =
      " stops asynchronous archiving for good at an empty backup history file, which the rollback of a snapshot or a crash can leave behind | use pgBackRest 2.59.2 or later, or write async: false";
  private static final String HANGS =
      " may hang for ever in the upload of a large file to an object store | use pgBackRest 2.59.1 or later";
  private static final String LABEL =
      " refuses differential and incremental backups with error 106 where the store still lists a full backup that was removed, as MinIO with object locking and SeaweedFS do | use pgBackRest 2.59.1 or later";
  private static final String ASSUMED =
      "; \"2.59\" is taken for 2.59.0, so write the patch level of a later one in target.pgbackrest";

  private static final String NAS =
      """
        nas:
          key: 1
          type: cifs
          path: /srv/nas
          retention: { full: 2 }
      """;

  /** What the rollback of a snapshot leaves behind. */
  @ParameterizedTest
  @CsvSource({"2.59.0", "2.59.1"})
  void archivingThatStalls(String version) {
    assertThat(found(version, NAS, ""))
        .isEqualTo(List.of("13 WARNING pgBackRest " + version + STALLS));
  }

  @Test
  void aVersionWithoutAPatchLevelIsTheFirstOfItsRelease() {
    assertThat(found("2.59", NAS, ""))
        .isEqualTo(List.of("13 WARNING pgBackRest 2.59" + STALLS + ASSUMED));
  }

  @ParameterizedTest
  @CsvSource({"2.58", "2.59.2", "2.59.3", "2.60", "2.60.0"})
  void nothingIsSaidOfVersionsWithoutIt(String version) {
    assertThat(found(version, NAS, "")).isEqualTo(List.of());
  }

  @Test
  void anEncryptedRepositoryAtAStoreThatSpeaksS3() {
    assertThat(found("2.59.0", bucket("s3.acme.net"), ""))
        .isEqualTo(
            List.of(
                "6 WARNING pgBackRest 2.59.0" + HANGS,
                "6 NOTE pgBackRest 2.59.0" + LABEL,
                "6 WARNING pgBackRest 2.59.0" + WEAK,
                "18 WARNING pgBackRest 2.59.0" + STALLS));
    assertThat(found("2.59.2", bucket("s3.acme.net"), ""))
        .isEqualTo(List.of("6 WARNING pgBackRest 2.59.2" + WEAK));
    assertThat(found("2.59.3", bucket("s3.acme.net"), "")).isEqualTo(List.of());
    assertThat(found("2.58", bucket("s3.eu-central-1.amazonaws.com"), ""))
        .isEqualTo(
            List.of("6 WARNING pgBackRest 2.58" + HANGS, "6 WARNING pgBackRest 2.58" + WEAK));
  }

  /** Without this the rendered configuration fetches WAL synchronously. */
  @Test
  void walThatIsFetchedAsynchronouslyOnPurpose() {
    String purpose = "commandSettings: { archive-get: { archive-async: true } }\n";

    assertThat(found("2.58", NAS, purpose))
        .isEqualTo(
            List.of(
                "17 WARNING pgBackRest 2.58 may take WAL that the repository has for missing where the timeline changes, and recovery ends early | use pgBackRest 2.59.0 or later, or leave this out, so that WAL is fetched synchronously"));
    assertThat(found("2.59.2", NAS, purpose)).isEqualTo(List.of());
  }

  @Test
  void blocksInTheFirstAndInALaterRepository() {
    String block = "settings: { bundle: true, block: true }";
    String both =
        """
          one: { key: 1, type: cifs, path: /srv/one, retention: { full: 2 }, %s }
          two: { key: 2, type: cifs, path: /srv/two, retention: { full: 2 }, %s }
        """
            .formatted(block, block);

    assertThat(found("2.52.0", both, ""))
        .isEqualTo(
            List.of(
                "6 WARNING pgBackRest 2.52.0 may make block incremental backups that it cannot restore; its manual asks for 2.52.1 or later | use pgBackRest 2.52.1 or later, or remove block | 7 and it is met here",
                "7 WARNING pgBackRest 2.52.0 fails to restore block incremental backups of this repository without --repo, and looks for their blocks in the first one | use pgBackRest 2.55.0 or later, or always restore with --repo, or remove block"));
    assertThat(found("2.55.0", both, "")).isEqualTo(List.of());
  }

  private static String bucket(String endpoint) {
    return """
      bucket:
        key: 1
        type: s3
        path: /db1
        bucket: pg-backups
        endpoint: %s
        region: r
        retention: { full: 2 }
        credentials: { keyType: auto, cipherPass: { file: /run/secrets/pass } }
        settings: { bundle: true }
    """
        .formatted(endpoint);
  }

  private static List<String> found(String version, String repositories, String more) {
    String text =
        """
        version: 1
        host: db1
        target: { pgbackrest: "%s" }

        repos:
        %sstanzas:
          main:
            archive: { async: true }
            postgresql: { version: 16 }
            schedules:
              full: { calendar: "02:00" }
        %s"""
            .formatted(version, repositories, more);
    return new Compiler()
        .check(new SourceText("description.yaml", text)).diagnostics().stream()
            .filter(each -> each.rule().id().equals("known-defect"))
            .map(KnownDefectTest::line)
            .toList();
  }

  private static String line(Diagnostic diagnostic) {
    return "%d %s %s | %s%s"
        .formatted(
            diagnostic.span().line(),
            diagnostic.rule().severity(),
            diagnostic.message(),
            diagnostic.help().orElseThrow(),
            diagnostic.related().stream()
                .map(each -> " | %d %s".formatted(each.span().line(), each.message()))
                .collect(Collectors.joining()));
  }
}
