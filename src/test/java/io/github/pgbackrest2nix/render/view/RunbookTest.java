package io.github.pgbackrest2nix.render.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.ForgeDescription;
import io.github.pgbackrest2nix.testing.Golden;
import io.github.pgbackrest2nix.testing.HostileStrings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

  @ParameterizedTest
  @MethodSource("rendered")
  void everyLinkHasItsHeading(Path file) throws IOException {
    String text = withoutBlocks(Files.readString(file));
    List<String> anchors = HEADING.matcher(text).results().map(m -> anchor(m.group())).toList();
    List<String> links =
        Pattern.compile("\\]\\(#([^)]*)\\)").matcher(text).results().map(m -> m.group(1)).toList();

    assertThat(anchors).doesNotHaveDuplicates();
    assertThat(links).hasSizeGreaterThan(20);
    assertThat(anchors).containsAll(links);
  }

  /** What alerts, services and findings say of the runbook is a section or an alert's row. */
  @Test
  void everySectionThatIsReferredToIsThere() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path file : rendered()) {
      all.append(withoutBlocks(Files.readString(file)));
    }
    Set<String> names = new TreeSet<>();
    for (String folder : List.of("templates", "src/main", "nix")) {
      for (Path file : files(Path.of(folder))) {
        Pattern.compile("RUNBOOK\\.md`?, \\*?([A-Z][A-Za-z ]*[A-Za-z])")
            .matcher(Files.readString(file))
            .results()
            .forEach(match -> names.add(match.group(1)));
      }
    }

    assertThat(names).contains("Restore", "Upgrade", "PostgreSQLBackupErrors");
    assertThat(names)
        .allSatisfy(
            name ->
                assertThat(all.toString())
                    .containsPattern(
                        "(?m)^(#+ |\\| `)" + Pattern.quote(name.replaceFirst(" says$", ""))));
  }

  /** Beside what is looked up by a name: the table of alerts, and the restores by hand. */
  @Test
  void isShortEnoughToBeReadAtNight() throws IOException {
    assertThat(
            Files.readAllLines(Path.of("examples/forge/expected/RUNBOOK.md")).stream()
                .takeWhile(line -> !line.startsWith("## Appendix"))
                .filter(line -> !line.startsWith("| `PostgreSQL"))
                .count())
        .isBetween(400L, 500L);
  }

  @Test
  void hasARowForEachAlert() throws IOException {
    for (Path example : examples()) {
      List<String> alerts =
          Pattern.compile("(?m)^ *- alert: \"?([A-Za-z]+)")
              .matcher(Files.readString(example.resolveSibling("alerts.yaml")))
              .results()
              .map(match -> match.group(1))
              .distinct()
              .toList();
      List<String> rows =
          Pattern.compile("(?m)^\\| `(PostgreSQL[A-Za-z]+)` \\|.*\\]\\(#.*\\|$")
              .matcher(Files.readString(example))
              .results()
              .map(match -> match.group(1))
              .toList();

      assertThat(rows).as("%s", example).isNotEmpty().isEqualTo(alerts);
    }
  }

  static List<Path> rendered() throws IOException {
    List<Path> all = new ArrayList<>(examples());
    all.addAll(files(Path.of("src/test/resources/runbook")));
    return all;
  }

  private static List<Path> examples() throws IOException {
    return files(Path.of("examples")).stream()
        .filter(file -> file.endsWith("RUNBOOK.md"))
        .filter(file -> Files.exists(file.resolveSibling("alerts.yaml")))
        .toList();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** As GitHub forms it. */
  private static String anchor(String heading) {
    return heading
        .replaceFirst("^#+ ", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
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
