package io.github.pgbackrest2nix.option;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.model.PgBackRestVersion;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionSpecTest {
  private final OptionCatalog catalog = OptionCatalog.load();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          start-fast           | y                | -
          start-fast           | true             | a boolean is y or n
          start-fast           | Y                | a boolean is y or n
          process-max          | 999              | -
          process-max          | +06              | -
          process-max          | 0                | it is from 1 to 999
          process-max          | 1000             | it is from 1 to 999
          process-max          | 2.0              | it takes a whole number
          process-max          | 2 # two          | it takes a whole number
          process-max          | ''               | it must have a value
          priority             | -20              | -
          priority             | -21              | it is from -20 to 19
          buffer-size          | 1MiB             | -
          buffer-size          | 1m               | -
          buffer-size          | 1Mb              | -
          buffer-size          | 1048576B         | -
          buffer-size          | 3MiB             | it is one of 16KiB, 32KiB, 64KiB, 128KiB, 256KiB, 512KiB, 1MiB, 2MiB, 4MiB, 8MiB, 16MiB
          buffer-size          | 1Mi              | a size is a whole number of bytes or has a unit such as KiB or GiB
          repo-bundle-size     | 1TiB             | -
          repo-bundle-size     | 1.5GiB           | a size is a whole number of bytes or has a unit such as KiB or GiB
          repo-bundle-size     | 512KiB           | it is from 1MiB to 1PiB
          repo-bundle-size     | 99999999PiB      | it is from 1MiB to 1PiB
          db-timeout           | 1800             | -
          db-timeout           | 30m              | -
          db-timeout           | 100ms            | -
          db-timeout           | 99ms             | it is from 100ms to 7d
          db-timeout           | 8d               | it is from 100ms to 7d
          db-timeout           | 0.5              | a time is a whole number of seconds or has one of the units ms, s, m, h, d, w
          db-timeout           | 1min             | a time is a whole number of seconds or has one of the units ms, s, m, h, d, w
          compress-type        | zst              | -
          compress-type        | Zst              | it is one of none, bz2, gz, lz4, zst
          lock-path            | /run/pgbackrest  | -
          lock-path            | run              | a path starts with "/"
          lock-path            | /run//pgbackrest | a path cannot contain "//"
          annotation           | source=timer     | -
          annotation           | source           | it takes KEY=VALUE
          exclude              | junk/            | -
          """)
  void checksAValueAsTheLatestReleaseDoes(String option, String value, String problem) {
    OptionSpec spec = catalog.find(option, OptionCatalog.LATEST).orElseThrow();

    assertThat(spec.check(value)).isEqualTo(Optional.ofNullable(problem));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "gz, 9, -",
        "gz, 10, it is from -1 to 9",
        "gz, -1, -",
        "bz2, 0, it is from 1 to 9",
        "zst, 22, -",
        "lz4, -6, it is from -5 to 12"
      })
  void takesTheRangeThatAChoiceBringsAlong(String choice, String level, String problem) {
    OptionSpec spec = catalog.find("compress-level", OptionCatalog.LATEST).orElseThrow();

    assertThat(spec.check(level, choice)).isEqualTo(Optional.ofNullable(problem));
  }

  @Test
  void refusesValuesThatWouldBreakTheLine() {
    OptionSpec spec = catalog.find("exclude", OptionCatalog.LATEST).orElseThrow();

    assertThat(spec.check("a\nrepo1-path=/x")).contains("it must fit on one line");
  }

  @Test
  void wantsSecondsWhereAReleaseMayIgnoreUnits() {
    OptionSpec spec = catalog.find("db-timeout", version("2.45")).orElseThrow();

    assertThat(spec.check("30m"))
        .contains("pgBackRest 2.45 may ignore the unit; it is 1800 in seconds");
  }

  @Test
  void knowsWhichReleaseBroughtAValue() {
    AllowedValues allowed = catalog.find("backup-standby", version("2.45")).orElseThrow().allowed();

    assertThat(allowed.values()).containsExactly("n", "y");
    assertThat(allowed.laterValues()).containsExactly(Map.entry("prefer", version("2.54")));
  }

  @Test
  void spellsNamesWithAndWithoutTheirGroup() {
    OptionSpec spec = catalog.find("repo-s3-key", OptionCatalog.LATEST).orElseThrow();

    assertThat(spec.nameWith(2)).isEqualTo("repo2-s3-key");
    assertThat(spec.nameInGroup()).isEqualTo("s3-key");
  }

  private static PgBackRestVersion version(String text) {
    return PgBackRestVersion.require(text);
  }
}
