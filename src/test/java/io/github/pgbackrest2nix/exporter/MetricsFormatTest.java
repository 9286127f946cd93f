package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.exporter.web.Preferences;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsFormatTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                                             | PROMETHEUS_TEXT
          */*                                                            | PROMETHEUS_TEXT
          text/html                                                      | PROMETHEUS_TEXT
          text/plain                                                     | PROMETHEUS_TEXT
          application/openmetrics-text                                   | OPEN_METRICS
          application/openmetrics-text;q=0                               | PROMETHEUS_TEXT
          application/openmetrics-text;version=0.0.1                     | PROMETHEUS_TEXT
          application/openmetrics-text;version=2.0.0                     | PROMETHEUS_TEXT
          application/openmetrics-text;version=1.0.0, text/plain         | OPEN_METRICS
          application/openmetrics-text;q=0.2, text/plain;q=0.3           | PROMETHEUS_TEXT
          application/openmetrics-text;q=0.2, text/plain;version=1;q=0.3 | OPEN_METRICS
          application/openmetrics-text;q=0.2, text/*;q=0.3               | PROMETHEUS_TEXT
          text/html, application/openmetrics-text;q=0.1, */*;q=0.05      | OPEN_METRICS
          application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1 | OPEN_METRICS
          text/plain;version=0.0.4;q=1,*/*;q=0.1                         | PROMETHEUS_TEXT
          """)
  void followsWhatTheClientLikes(String header, MetricsFormat expected) {
    assertThat(MetricsFormat.choose(Preferences.parse(List.of(header)))).isEqualTo(expected);
  }
}
