package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WalSegmentTest {
  private static final long MEBI = 1L << 20;

  @Test
  void readsTheBeginningOfANameInEitherCase() {
    assertThat(WalSegment.parse("0000000A0000000B000000fF-0123.lz4"))
        .isEqualTo(Optional.of(new WalSegment(10, 11, 255)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00000001000000000000000",
        "00000001000000000000000G",
        "0000000100000000000000٣"
      })
  void refusesWhatIsNoName(String name) {
    assertThat(WalSegment.parse(name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "000000010000000000000001,16,1",
    "000000010000000100000000,16,256",
    "0000000700000001000000FF,16,511",
    "000000010000000200000003,1024,11",
    "00000001FFFFFFFF000000FF,16,1099511627775"
  })
  void countsSegmentsWhateverTheTimeline(String name, long mebibytes, long number) {
    assertThat(WalSegment.parse(name).orElseThrow().number(mebibytes * MEBI)).isEqualTo(number);
  }
}
