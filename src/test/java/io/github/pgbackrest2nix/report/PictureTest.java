package io.github.pgbackrest2nix.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PictureTest {
  static Stream<Arguments> lines() {
    return Stream.of(
        Arguments.of("a: bc", 4, 6, new Picture("a: bc", 3, 2)),
        Arguments.of("a: bc", 4, 4, new Picture("a: bc", 3, 1)),
        Arguments.of("a: bc", 9, 12, new Picture("a: bc", 5, 1)),
        Arguments.of("a: bc", 4, Integer.MAX_VALUE, new Picture("a: bc", 3, 2)),
        Arguments.of("", 1, 1, new Picture("", 0, 1)),
        Arguments.of("a:\tb", 4, 5, new Picture("a:  b", 4, 1)),
        Arguments.of("\uD83D\uDE00: \u4E2D", 4, 5, new Picture("\uD83D\uDE00: \u4E2D", 4, 2)),
        Arguments.of("e\u0301: b", 5, 6, new Picture("e\u0301: b", 3, 1)),
        Arguments.of("a\u0007\u202Eb", 4, 5, new Picture("a\uFFFD\uFFFDb", 3, 1)),
        Arguments.of("x".repeat(100), 1, 101, new Picture("x".repeat(100), 0, 100)),
        Arguments.of("x".repeat(101), 1, 2, new Picture("x".repeat(100) + "…", 0, 1)),
        Arguments.of("x".repeat(300), 200, 300, new Picture("…" + "x".repeat(100) + "…", 41, 60)),
        Arguments.of(
            "x".repeat(9_000), 5_001, 5_003, new Picture("…" + "x".repeat(100) + "…", 41, 2)),
        Arguments.of("x".repeat(300), 301, 301, new Picture("…" + "x".repeat(40), 41, 1)));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void theUnderlineIsWhereATerminalShowsTheText(
      String line, int column, int endColumn, Picture expected) {
    assertThat(Picture.of(line, column, endColumn)).isEqualTo(expected);
  }
}
