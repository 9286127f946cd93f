package io.github.pgbackrest2nix.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextDecoderTest {
  @ParameterizedTest
  @CsvSource({
    "ff, 1:1",
    "61ff, 1:2",
    "610aff, 2:1",
    "610d0aff, 2:1",
    "610d61ff, 2:2",
    // U+1F600 is one column, and a byte order mark is none.
    "f09f9880ff, 1:2",
    "efbbbfff, 1:1",
    // Cut off, overlong, half of a pair, beyond the last character.
    "61c3, 1:2",
    "c080, 1:1",
    "eda080, 1:1",
    "f4908080, 1:1",
    "fffe6100, 1:1",
  })
  void namesThePlaceOfTheFirstByteThatIsNoCharacter(String bytes, String place) {
    List<Diagnostic> found = decode(HexFormat.of().parseHex(bytes)).text().diagnostics();

    assertThat(found)
        .extracting(each -> each.rule().id() + " " + each.span())
        .containsExactly("not-utf8 f:" + place);
  }

  @Test
  void recognisesUtf16() {
    assertThat(decode("\uFEFFa".getBytes(StandardCharsets.UTF_16LE)).text().diagnostics())
        .extracting(each -> each.help().orElse(""))
        .containsExactly("save the file as UTF-8; it seems to be UTF-16");
  }

  @Test
  void returnsTheTextAsItIs() {
    String text = "\uFEFFa: \u00E9\r\n\uD83D\uDE00 \u0000\n";

    assertThat(decode(text.getBytes(StandardCharsets.UTF_8)).text().value())
        .contains(new SourceText("f", text));
  }

  @Test
  void leavesAFileThatIsTooLargeToTheParser() {
    byte[] bytes =
        "\u00E9".repeat(1 + 2 * TextCheck.MOST_CHARACTERS).getBytes(StandardCharsets.UTF_8);
    byte[] cut = java.util.Arrays.copyOf(bytes, bytes.length - 1);

    assertThat(decode(cut).text().then(new YamlParser()::parse).diagnostics())
        .extracting(Diagnostic::message)
        .containsExactly("the file has more than 262144 characters, and no more are read");
  }

  private static TextDecoder.Decoded decode(byte[] bytes) {
    return TextDecoder.decode("f", bytes);
  }
}
