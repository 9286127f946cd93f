package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListingTest {
  private static Map<String, Long> read(String stdout) throws IOException {
    Map<String, Long> files = new TreeMap<>();
    Listing.read(new ByteArrayInputStream(stdout.getBytes(StandardCharsets.UTF_8)), files::put);
    return files;
  }

  @Test
  void tellsFilesAndTheirSizes() throws IOException {
    assertThat(
            read(
                """
                {".":{"type":"path"},"16-1":{"type":"path"},\
                "16-1/a":{"type":"file","size":100,"time":1796059303},\
                "16-1/l":{"type":"link","destination":"a"},\
                "big":{"size":5000000000,"type":"file"}}
                """))
        .isEqualTo(Map.of("16-1/a", 100L, "big", 5_000_000_000L));
  }

  @Test
  void skipsWhatIsWrittenBeforeIt() throws IOException {
    assertThat(read("WARN: configuration file contains {}\n{\"a\":{\"size\":1}}"))
        .isEqualTo(Map.of("a", 1L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1}", "{\"a\":{\"size\":1}", "{\"a\":{}} {}", "{\"a\""})
  void refusesWhatItDoesNotUnderstand(String stdout) {
    assertThatThrownBy(() -> read(stdout))
        .isInstanceOf(InfoFailedException.class)
        .hasMessage("pgbackrest repo-ls wrote JSON of another form");
  }

  @Test
  void refusesWhatIsNotJson() {
    assertThatThrownBy(() -> read("[]")).hasMessage("pgbackrest wrote no JSON");
  }
}
