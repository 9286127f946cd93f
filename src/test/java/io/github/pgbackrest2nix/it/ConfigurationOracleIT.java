package io.github.pgbackrest2nix.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.IsolatedRoot;
import io.github.pgbackrest2nix.testing.Machine;
import io.github.pgbackrest2nix.testing.PgBackRest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The oracle that judges configurations says no to what is wrong, and only to that. */
final class ConfigurationOracleIT {
  private static final String GOOD =
      """
      [global]
      repo1-path=/var/lib/pgbackrest
      repo1-retention-full=2
      lock-path=/run/pgbackrest
      log-path=/var/log/pgbackrest

      [main]
      pg1-path=/var/lib/postgresql/16/main
      """;

  @ParameterizedTest
  @EnumSource(DebianRoot.class)
  void judgesConfigurationsAsPgBackRestDoes(DebianRoot root) {
    try (Machine machine = IsolatedRoot.over(root)) {
      var pgBackRest = new PgBackRest(machine);

      pgBackRest.configure(GOOD);
      assertThat(pgBackRest.complaints("main", 1)).isEmpty();

      pgBackRest.configure(GOOD.replace("retention-full", "retention-ful"));
      assertThat(pgBackRest.complaints("main", 1))
          .containsExactly(
              "WARN: configuration file contains invalid option 'repo1-retention-ful'");

      pgBackRest.configure(GOOD.replace("retention-full=2", "retention-full=0"));
      assertThat(pgBackRest.complaints("main", 1))
          .containsExactly("ERROR: [032]: '0' is out of range for 'repo1-retention-full' option");

      pgBackRest.configure(GOOD);
      pgBackRest.include("credentials.conf", "[global]\nrepo1-cipher-type=aes-256-cbc\n");
      assertThat(pgBackRest.complaints("main", 1))
          .containsExactly(
              "ERROR: [037]: backup command requires option: repo1-cipher-pass",
              "ERROR: [037]: archive-push command requires option: repo1-cipher-pass");
    }
  }
}
