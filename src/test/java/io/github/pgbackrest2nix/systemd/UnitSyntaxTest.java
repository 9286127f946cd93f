package io.github.pgbackrest2nix.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitSyntaxTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          --stanza=main | --stanza=main
          a b           | "a b"
          ^^            | ""
          ;             | ";"
          50%           | "50%%"
          $HOME ${X}    | "$$HOME $${X}"
          a"b'c         | "a\\"b'c"
          a\\b          | "a\\\\b"
          é😀           | "é😀"
          """)
  void spellsArguments(String argument, String expected) {
    assertThat(UnitSyntax.argument(argument)).isEqualTo(expected);
  }

  @Test
  void escapesControlCharactersInArguments() {
    assertThat(UnitSyntax.argument("a\nb\tc\u0001\u0085")).isEqualTo("\"a\\nb\\tc\\u0001\\u0085\"");
  }

  @Test
  void spellsACommandAsOneLine() {
    assertThat(UnitSyntax.command("/bin/a b", List.of("--x=1", "$y")))
        .isEqualTo("\"/bin/a b\" --x=1 \"$$y\"");
    assertThat(UnitSyntax.command("/bin/true", List.of())).isEqualTo("/bin/true");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UnitSyntax.command("-/bin/true", List.of()));
  }

  @Test
  void spellsEntriesOfPathLists() {
    assertThat(UnitSyntax.path("/mnt/nas-backup")).isEqualTo("/mnt/nas-backup");
    assertThat(UnitSyntax.optionalPath("/mnt/a b%\"\\")).isEqualTo("\"-/mnt/a b%%\\\"\\\\\"");
    assertThatIllegalArgumentException().isThrownBy(() -> UnitSyntax.path("/a\nb"));
    assertThatIllegalArgumentException().isThrownBy(() -> UnitSyntax.path("a"));
  }

  @Test
  void leavesSingleValuesUnquoted() {
    assertThat(UnitSyntax.singlePath("/mnt/a \"b\"%")).isEqualTo("/mnt/a \"b\"%%");
    assertThat(UnitSyntax.calendar("Sun 02:00")).isEqualTo("Sun 02:00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a\\", "/a ", "/a\nb", "/a\u0001"})
  void refusesWhatASingleValueCannotHold(String path) {
    assertThatIllegalArgumentException().isThrownBy(() -> UnitSyntax.singlePath(path));
  }

  @Test
  void keepsADescriptionOnItsLine() {
    assertThat(UnitSyntax.description(" 50%\nExecStart=/bin/x\\"))
        .isEqualTo("50%% ExecStart=/bin/x\\.");
  }

  @Test
  void spellsTmpfilesPaths() {
    assertThat(TmpfilesSyntax.path("/run/a%")).isEqualTo("/run/a%%");
    assertThat(TmpfilesSyntax.path("/a b'\"\\")).isEqualTo("\"/a b\\'\\\"\\\\\"");
    assertThat(TmpfilesSyntax.settingsPath("/a b'")).isEqualTo("/a b\\'");
    assertThatIllegalArgumentException().isThrownBy(() -> TmpfilesSyntax.path("/a\nb"));
  }
}
