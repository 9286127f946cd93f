package io.github.pgbackrest2nix.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.exporter.web.Preferences.Choice;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferencesTest {
  @Test
  void readsTheHeaderOfPrometheus() {
    Preferences accepted =
        Preferences.parse(
            List.of(
                "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,"
                    + " Text/Plain ; Version=0.0.4 ; Q=0.3",
                "*/*;q=0.1"));

    assertThat(accepted.choices())
        .containsExactly(
            new Choice(
                "application/openmetrics-text",
                Map.of("version", "1.0.0", "escaping", "allow-utf-8"),
                0.5),
            new Choice("text/plain", Map.of("version", "0.0.4"), 0.3),
            new Choice("*/*", Map.of(), 0.1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          gzip                    | 1
          gzip, deflate           | 1
          GZIP;q=0.5              | 0.5
          deflate                 | 0
          ``                      | 0
          *                       | 1
          *;q=0.2, identity       | 0.2
          gzip;q=0                | 0
          gzip;q=0, *             | 0
          *;q=0, gzip;q=0.1       | 0.1
          gzip;q=x                | 0
          gzip;q=1.5              | 1
          gzip;q=-1               | 0
          ;;,,=,gzip              | 1
          x-gzip                  | 0
          """)
  void weighsACoding(String header, double weight) {
    assertThat(Preferences.parse(List.of(header)).weight("gzip")).isEqualTo(weight);
  }
}
