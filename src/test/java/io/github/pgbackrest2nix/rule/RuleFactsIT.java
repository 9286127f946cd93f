package io.github.pgbackrest2nix.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.InstalledPgBackRest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the rules say of pgBackRest, tried on the installed one. */
class RuleFactsIT {
  private static final int OPTION_INVALID = 31;
  private static final int VALUE_INVALID = 32;
  private static final int OPTION_REQUIRED = 37;
  private static final int FILE_MISSING = 55;

  private final InstalledPgBackRest pgbackrest = InstalledPgBackRest.ofThisMachine();

  /** unknown-option. */
  @Test
  void anUnknownOptionOnlyWarns(@TempDir Path folder) {
    InstalledPgBackRest.Run run = backup(folder, "repo1-retention-ful=2");

    assertThat(run.exit()).isEqualTo(FILE_MISSING);
    assertThat(run.output())
        .contains("configuration file contains invalid option 'repo1-retention-ful'");
  }

  /** command-line-only-option. */
  @Test
  void aCommandLineOptionInAFileOnlyWarns(@TempDir Path folder) {
    InstalledPgBackRest.Run run = backup(folder, "type=full");

    assertThat(run.exit()).isEqualTo(FILE_MISSING);
    assertThat(run.output()).contains("command-line only option 'type'");
  }

  /** option-value-not-valid, where the same option stands twice. */
  @Test
  void anOptionThatIsNoListCannotStandTwice(@TempDir Path folder) {
    assertThat(backup(folder, "process-max=1", "process-max=2").exit()).isEqualTo(OPTION_INVALID);
  }

  /** dependency-unmet. */
  @Test
  void anOptionWithoutItsConditionIsDroppedInSilence(@TempDir Path folder) {
    InstalledPgBackRest.Run run =
        backup(folder, "repo1-bundle-size=1MiB", "repo1-storage-verify-tls=n");

    assertThat(run.exit()).isEqualTo(FILE_MISSING);
    assertThat(run.output()).doesNotContain("bundle", "verify-tls");
  }

  /** incomplete-credentials: why a passphrase always comes with its cipher here. */
  @Test
  void aPassphraseWithoutACipherIsDroppedInSilence(@TempDir Path folder) {
    InstalledPgBackRest.Run run = backup(folder, "repo1-cipher-pass=not-used");

    assertThat(run.exit()).isEqualTo(FILE_MISSING);
    assertThat(run.output()).doesNotContain("cipher");
  }

  /** incomplete-credentials. */
  @Test
  void aCipherWithoutAPassphraseFailsEveryCommand(@TempDir Path folder) {
    assertThat(backup(folder, "repo1-cipher-type=aes-256-cbc").exit()).isEqualTo(OPTION_REQUIRED);
  }

  /** incomplete-credentials. */
  @Test
  void oneRepositoryWithoutKeysFailsTheOthersToo(@TempDir Path folder) {
    InstalledPgBackRest.Run run =
        backup(
            folder,
            "repo2-type=s3",
            "repo2-s3-bucket=backups",
            "repo2-s3-endpoint=localhost",
            "repo2-s3-region=none");

    assertThat(run.exit()).isEqualTo(OPTION_REQUIRED);
    assertThat(run.output()).contains("requires option: repo2-s3-key");
  }

  /** repo-path-overlap. */
  @Test
  void twoLocalRepositoriesCannotShareAPath(@TempDir Path folder) {
    assertThat(backup(folder, "repo1-path=/srv/backup", "repo2-path=/srv/backup").exit())
        .isEqualTo(VALUE_INVALID);
  }

  /** timeout-order. */
  @Test
  void theDatabaseTimeoutMustBeTheSmallerOne(@TempDir Path folder) {
    assertThat(backup(folder, "db-timeout=600", "protocol-timeout=600").exit())
        .isEqualTo(VALUE_INVALID);
    assertThat(backup(folder, "db-timeout=599", "protocol-timeout=600").exit())
        .isEqualTo(FILE_MISSING);
  }

  /** wrong-section. */
  @Test
  void aStanzaOptionInTheGlobalSectionOnlyWarns(@TempDir Path folder) {
    assertThat(backup(folder, "pg1-user=backup").output())
        .contains("stanza-only option 'pg1-user' in global section");
  }

  /** deprecated-name. */
  @Test
  void anOldNameBesideTheNewOneIsRefused(@TempDir Path folder) {
    InstalledPgBackRest.Run run =
        pgbackrest.configured(
            folder,
            "archive-push",
            List.of("archive-queue-max=1GiB", "archive-push-queue-max=1GiB"),
            List.of());

    assertThat(run.exit()).isEqualTo(OPTION_INVALID);
  }

  /** no-full-retention. */
  @Test
  void aRepositoryWithoutFullRetentionIsWarnedOf(@TempDir Path folder) {
    assertThat(backup(folder).output())
        .contains("option 'repo1-retention-full' is not set")
        .contains("the repository may run out of space");
  }

  /** bucket-name-with-dots. */
  @Test
  void aBucketWithDotsIsRefusedUnlessNothingIsVerified(@TempDir Path folder) {
    assertThat(bucket(folder, "s3.example.com", "repo2-s3-bucket=my.bucket").exit())
        .isEqualTo(VALUE_INVALID);
    assertThat(
            bucket(
                    folder,
                    "s3.example.com",
                    "repo2-s3-bucket=my.bucket",
                    "repo2-storage-verify-tls=n")
                .exit())
        .isEqualTo(FILE_MISSING);
  }

  /** endpoint-with-path. */
  @Test
  void thePathOfAnEndpointIsDroppedInSilence(@TempDir Path folder) {
    InstalledPgBackRest.Run run =
        bucket(folder, "https://s3.example.com/lost", "repo2-s3-bucket=backups");

    assertThat(run.exit()).isEqualTo(FILE_MISSING);
    assertThat(run.output()).doesNotContain("lost");
  }

  /** archive-check-off, integrity-checks-off and restore-changed-for-all: all of it is taken. */
  @Test
  void whatSwitchesChecksOffIsTakenWithoutAWord(@TempDir Path folder) {
    InstalledPgBackRest.Run run =
        backup(folder, "archive-check=n", "checksum-page=n", "archive-mode=off");

    assertThat(run.exit()).isEqualTo(FILE_MISSING);
    assertThat(run.output()).doesNotContain("archive-check", "checksum", "archive-mode");
  }

  /** archive-retention-never-met: pgBackRest itself does not warn of it. */
  @Test
  void moreBackupsForWalThanAreKeptIsTakenWithoutAWord(@TempDir Path folder) {
    InstalledPgBackRest.Run run =
        backup(folder, "repo1-retention-full=2", "repo1-retention-archive=30");

    assertThat(run.exit()).isEqualTo(FILE_MISSING);
    assertThat(run.output()).doesNotContain("retention");
  }

  private InstalledPgBackRest.Run bucket(Path folder, String endpoint, String... more) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "repo2-type=s3",
                "repo2-s3-region=none",
                "repo2-s3-key=key",
                "repo2-s3-key-secret=none",
                "repo2-s3-endpoint=" + endpoint));
    lines.addAll(List.of(more));
    return pgbackrest.configured(folder, "backup", lines, List.of());
  }

  private InstalledPgBackRest.Run backup(Path folder, String... global) {
    return pgbackrest.configured(folder, "backup", List.of(global), List.of());
  }
}
