package io.github.pgbackrest2nix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.change.ChangeRules;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Descriptions with many mistakes at once: each of them is reported, and none hides another of the
 * same stage. What a line is reported for stands at its end.
 */
class EveryMistakeTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "every-mistake");
  private static final String MARK = "   # <- ";

  /** The pages of these hold them by themselves. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "empty-file", "there is nothing beside it",
          "not-utf8", "nothing else is read then",
          "too-large", "nothing else is read then",
          "host-described-twice", "is between files",
          "stanza-of-two-hosts", "is between files");

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void isReportedAtItsLineAndNothingElseIs(Path file) throws IOException {
    assertThat(found(file)).isNotEmpty().isEqualTo(marked(file));
  }

  @Test
  void noRuleIsLeftOut() throws IOException {
    SortedSet<String> rules = new TreeSet<>(ELSEWHERE.keySet());
    // ChangesTest has these.
    ChangeRules.all().forEach(rule -> rules.add(rule.id()));
    for (Path file : files()) {
      marked(file).forEach(mark -> rules.add(mark.substring(mark.indexOf(' ') + 1)));
    }

    assertThat(rules)
        .containsExactlyInAnyOrderElementsOf(RuleIndex.all().stream().map(RuleInfo::id).toList());
  }

  /** Returns each line and rule once, however often the line breaks the rule. */
  private static SortedSet<String> found(Path file) throws IOException {
    SortedSet<String> found = new TreeSet<>();
    new Compiler()
        .check(new SourceText(file.toString(), Files.readString(file)))
        .diagnostics()
        .forEach(each -> found.add(each.span().line() + " " + each.rule().id()));
    return found;
  }

  private static SortedSet<String> marked(Path file) throws IOException {
    SortedSet<String> marked = new TreeSet<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      int at = lines.get(i).lastIndexOf(MARK);
      if (at >= 0) {
        for (String rule : lines.get(i).substring(at + MARK.length()).split(", ", -1)) {
          marked.add(i + 1 + " " + rule);
        }
      }
    }
    return marked;
  }
}
