package io.github.pgbackrest2nix.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PgBackRestVersionTest {
  @ParameterizedTest
  @CsvSource({
    "2.58, 2.59, -1",
    "2.59, 2.59, 0",
    "2.59, 2.59.0, 0",
    "2.59.0, 2.59.3, -1",
    "2.59, 2.59.3, -1",
    "2.59.3, 2.59.10, -1",
    "2.60, 2.59.3, 1",
    "3.0, 2.60.1, 1",
  })
  void compareByPatchLevelToo(String one, String other, int expected) {
    assertThat(PgBackRestVersion.require(one).compareTo(PgBackRestVersion.require(other)))
        .isEqualTo(expected);
    assertThat(PgBackRestVersion.require(other).compareTo(PgBackRestVersion.require(one)))
        .isEqualTo(-expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.59", "2.59.0", "2.59.3"})
  void areWrittenAsTheyWereRead(String text) {
    assertThat(PgBackRestVersion.require(text)).hasToString(text);
    assertThat(PgBackRestVersion.require(text).release()).isEqualTo(new PgBackRestVersion(2, 59));
  }

  @Test
  void whatIsNotAVersionIsNotTakenForOne() {
    assertThat(PgBackRestVersion.parse("2")).isEqualTo(Optional.empty());
    assertThat(PgBackRestVersion.parse("2.59.")).isEqualTo(Optional.empty());
    assertThat(PgBackRestVersion.parse("2.59.3.1")).isEqualTo(Optional.empty());
    assertThat(PgBackRestVersion.parse("2.60dev")).isEqualTo(Optional.empty());
  }
}
