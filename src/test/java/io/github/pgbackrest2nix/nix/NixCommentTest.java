package io.github.pgbackrest2nix.nix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NixCommentTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          why          | # why
          a\\nb        | # a\\n# b
          a\\r\\nb\\rc | # a\\n# b\\n# c
          a\\n\\nb     | # a\\n#\\n# b
          a\\tb        | # a b
          */ ''${x}    | # */ ''${x}
          a\\u202eb    | # a\ufffdb
          a\\u2028b    | # a\ufffdb
          a\\0b\\f     | # a\ufffdb\ufffd
          """,
      delimiter = '|',
      quoteCharacter = '`')
  void staysAComment(String text, String expected) {
    String unescaped = text.replace("\\u202e", "\u202e").replace("\\u2028", "\u2028");

    String printed = SoftBreaks.settle(NixComment.print(unescaped.translateEscapes()));

    assertThat(printed).isEqualTo(expected.translateEscapes());
  }
}
