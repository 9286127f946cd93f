package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionNumberTest {
  @ParameterizedTest
  @CsvSource({
    "pgBackRest 2.45,2045000",
    "pgBackRest 2.55.1,2055001",
    "pgBackRest 2.60.0,2060000",
    "pgBackRest 2.58.0dev,2058000"
  })
  void isThatOfThePrograms(String text, long number) {
    assertThat(PgBackRest.versionIn(text)).hasValue(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "pgBackRest", "pgBackRest two", "pgBackRest 2.12345"})
  void isNotGuessed(String text) {
    assertThat(PgBackRest.versionIn(text)).isEmpty();
  }
}
