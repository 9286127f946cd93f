package io.github.pgbackrest2nix.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.source.SourceDocument;
import io.github.pgbackrest2nix.source.SourceText;
import io.github.pgbackrest2nix.source.YamlParser;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RespellingTest {
  private static final SchemaCheck CHECK = new SchemaCheck();

  private static final String DESCRIPTION =
      """
      version: 1
      host: db1
      repos: { local: { key: 1, path: /backup, retention: { full: 2 } } }
      stanzas:
        main:
          postgresql: { version: 16 }
          schedules: { full: { calendar: daily } }
      metrics: %s
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {calender: daily}                    | {"calendar":"daily"}
          {calender: hourly, calendar: daily}  | {"calendar":"daily"}
          {calendar: daily, calender: hourly}  | {"calendar":"daily"}
          {calender: daily, calendr: hourly}   | {"calendar":"daily"}
          {owner: alice}                       | {}
          {owner: {calendar: 1}, textfile: /a/b.prom} | {"textfile":"/a/b.prom"}
          {calender: 1}                        |
          {owner: alice, calendar: 1}          |
          """)
  void anUnknownKeyIsReadAsTheOneThatItSeemsToBe(String metrics, String read) {
    SourceDocument document =
        new YamlParser()
            .parse(new SourceText("a.yaml", DESCRIPTION.formatted(metrics)))
            .value()
            .orElseThrow();

    Shape shape = CHECK.check(document);

    assertThat(shape.found()).isNotEmpty();
    assertThat(
            shape
                .readable()
                .map(readable -> JsonTree.of(readable.root()).get("metrics").toString()))
        .isEqualTo(Optional.ofNullable(read));
  }
}
