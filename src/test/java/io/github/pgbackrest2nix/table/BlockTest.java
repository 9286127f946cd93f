package io.github.pgbackrest2nix.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BlockTest {
  private static final Set<String> KEYS = Set.of("id", "text");

  @Test
  void entriesAreSeparatedByEmptyLinesAndLinesGoOn() {
    List<Block> blocks =
        Block.parse(
            """
            # What this is.

            # Of the first one.
            id: one
            text: begins here
             and: ends here


            id: two
            """,
            KEYS);

    assertThat(blocks).hasSize(2);
    assertThat(blocks.get(0).require("id")).isEqualTo("one");
    assertThat(blocks.get(0).require("text")).isEqualTo("begins here and: ends here");
    assertThat(blocks.get(1).find("text")).isEqualTo(Optional.empty());
  }

  @Test
  void aMistakeInATableIsABug() {
    assertThatThrownBy(() -> Block.parse("id: one\ntxt: two\n", KEYS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("txt: two");
    assertThatThrownBy(() -> Block.parse("id: one\nid: two\n", KEYS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("twice in one entry: id: two");
    assertThatThrownBy(() -> Block.parse("id: one\n", KEYS).get(0).require("text"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no text: {id=one}");
  }
}
