package io.github.pgbackrest2nix.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.RuleIndex;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.testing.Golden;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RulesPageTest {
  private static final String HEAD =
      """
      # Rules

      Every rule that `validate` and `render` apply, %d of them, from the pages that `explain` prints. %d are errors
      and forbid rendering; %d are warnings and %d notes, which do not.
      """;

  /** What the project promises at least. */
  private static final int FEWEST = 45;

  @Test
  void areAsManyAsPromised() {
    assertThat(RuleIndex.all()).hasSizeGreaterThanOrEqualTo(FEWEST);
    assertThat(RuleIndex.all().stream().map(RuleInfo::id)).doesNotHaveDuplicates();
  }

  @Test
  void isWhatThePagesSay() {
    StringBuilder page = new StringBuilder(head());
    page.append("\n| rule | severity | reports |\n|---|---|---|\n");
    for (RuleInfo info : RuleIndex.all()) {
      page.append(
          "| [%s](#%s) | %s | %s |\n"
              .formatted(info.id(), info.id(), severity(info), info.summary()));
    }
    for (RuleInfo info : RuleIndex.all()) {
      page.append('\n').append(section(RuleDocument.load(info.id())));
    }

    Golden.assertMatches(Path.of("src/site/markdown/rules.md"), page.toString());
  }

  private static String head() {
    return HEAD.formatted(
        RuleIndex.all().size(),
        count(Severity.ERROR),
        count(Severity.WARNING),
        count(Severity.NOTE));
  }

  private static long count(Severity severity) {
    return RuleIndex.all().stream().filter(rule -> rule.severity() == severity).count();
  }

  private static String section(RuleDocument document) {
    RuleInfo info = document.info();
    StringBuilder section = new StringBuilder();
    section.append("## %s\n\n%s: %s\n".formatted(info.id(), severity(info), info.summary()));
    document
        .sections()
        .forEach((heading, text) -> section.append("\n### %s\n%s\n".formatted(heading, text)));
    return section.toString();
  }

  private static String severity(RuleInfo info) {
    return info.severity().name().toLowerCase(Locale.ROOT);
  }
}
