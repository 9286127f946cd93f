package io.github.pgbackrest2nix.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.report.CaretFormat.Colour;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CaretFormatTest {
  @Test
  void coloursAreAllThatATerminalGetsMore() {
    String coloured = format(Colour.ANSI, Set.of());

    assertThat(coloured).startsWith("\u001B[1;31merror: duplicate-key\u001B[0m");
    assertThat(coloured.replaceAll("\u001B\\[[0-9;]*m", ""))
        .isEqualTo(format(Colour.NONE, Set.of()));
  }

  @Test
  void nothingFoundIsNothingToSay() {
    assertThat(new CaretFormat(Colour.ANSI, Set.of()).format(List.of(), Findings.excerpts()))
        .isEmpty();
  }

  private static String format(Colour colour, Set<String> explained) {
    return new CaretFormat(colour, explained).format(Findings.DIAGNOSTICS, Findings.excerpts());
  }
}
