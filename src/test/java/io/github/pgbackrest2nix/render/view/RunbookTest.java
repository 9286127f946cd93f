package io.github.pgbackrest2nix.render.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.ForgeDescription;
import io.github.pgbackrest2nix.testing.Golden;
import io.github.pgbackrest2nix.testing.HostileStrings;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunbookTest {
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ .*");

  private static final String PLAIN = RunbookExamples.render(HostileDescription.with("x"));

  @Test
  void namesEverythingOfTheForge() {
    Golden.assertMatches(
        Path.of("src/test/resources/runbook/forge.md"),
        RunbookExamples.render(ForgeDescription.description()));
  }

  @Test
  void leavesOutWhatAHostDoesNotHave() {
    Golden.assertMatches(
        Path.of("src/test/resources/runbook/smallest.md"),
        RunbookExamples.render(RunbookExamples.smallest()));
  }

  @Test
  void marksTheBlocksOfSeveralStanzas() {
    Golden.assertMatches(
        Path.of("src/test/resources/runbook/two-stanzas.md"),
        RunbookExamples.render(RunbookExamples.twoStanzas()));
  }

  @ParameterizedTest
  @MethodSource("hostileStrings")
  void keepsItsShapeWhateverIsDescribed(String hostile) {
    String runbook = RunbookExamples.render(HostileDescription.with(hostile));

    assertThat(runbook).doesNotContainPattern("[\\p{Cc}&&[^\\n]]").endsWith("\n");
    assertThat(headings(runbook)).isEqualTo(headings(PLAIN));
    assertThat(cellsOfTables(runbook)).isEqualTo(cellsOfTables(PLAIN));
    assertThat(RunbookExamples.blocks(runbook, "sh"))
        .hasSameSizeAs(RunbookExamples.blocks(PLAIN, "sh"));
    assertThat(RunbookExamples.blocks(runbook, "sh"))
        .anySatisfy(block -> assertThat(block).contains(Shell.word("/data/" + hostile)));
  }

  static List<String> hostileStrings() {
    return HostileStrings.all();
  }

  private static List<String> headings(String runbook) {
    // The first one names the host.
    return HEADING
        .matcher(withoutBlocks(runbook))
        .results()
        .map(MatchResult::group)
        .skip(1)
        .toList();
  }

  private static List<Long> cellsOfTables(String runbook) {
    return withoutBlocks(runbook)
        .lines()
        .filter(line -> line.startsWith("|"))
        .map(line -> line.replaceAll("\\\\\\|", "").chars().filter(c -> c == '|').count())
        .toList();
  }

  private static String withoutBlocks(String runbook) {
    return runbook.replaceAll("(?ms)^ *(`{3,})(sh|nix)\\n.*?^ *\\1$", "");
  }
}
