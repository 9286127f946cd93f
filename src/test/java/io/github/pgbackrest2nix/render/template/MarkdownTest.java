package io.github.pgbackrest2nix.render.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.pgbackrest2nix.nix.SoftBreaks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          plain text, fine. | plain text, fine.
          `a` *b* _c_       | \\`a\\` \\*b\\* \\_c\\_
          [a](b) ![c](d)    | \\[a\\](b) \\!\\[c\\](d)
          <b> &amp; ~x~     | \\<b\\> \\&amp; \\~x\\~
          # head            | \\# head
          - item            | \\- item
          1. item           | 1\\. item
          1.5 is fine       | 1\\.5 is fine
          a - b # c         | a - b # c
          """)
  void escapesWhatMarkdownWouldRead(String text, String expected) {
    assertThat(MarkdownText.escape(text)).isEqualTo(expected);
  }

  @Test
  void keepsTextOnOneLineWithoutControlCharacters() {
    assertThat(MarkdownText.escape(" a\n\nb\r\nc\td\u0000\u001b[31m "))
        .isEqualTo("a  b c d\ufffd\ufffd\\[31m");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          a b   | `a b`
          a`b   | ``a`b``
          `a    | `` `a ``
          a```  | ```` a``` ````
          a\\b  | `a\\b`
          ^ a ^ | `  a  `
          """)
  void fencesACodeSpanWithMoreBackticksThanItHolds(String text, String expected) {
    assertThat(new CodeSpan(text).markup()).isEqualTo(expected);
  }

  @Test
  void indentsAFencedBlockLikeItsLine() {
    String line = "   " + new FencedBlock("sh", "a\n\n```\n\tb").markup() + "\n";

    assertThat(SoftBreaks.settle(line)).isEqualTo("   ````sh\n   a\n\n   ```\n       b\n   ````\n");
  }

  @Test
  void refusesAnInfoStringOfMoreThanOneWord() {
    assertThatIllegalArgumentException().isThrownBy(() -> new FencedBlock("sh`", ""));
  }
}
