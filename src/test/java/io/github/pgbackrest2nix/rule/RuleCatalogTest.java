package io.github.pgbackrest2nix.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.RuleIndex;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuleCatalogTest {
  private static final String PACKAGE = "io/github/pgbackrest2nix/rule";

  @Test
  void listsEveryRuleThatThereIs() throws IOException {
    assertThat(names(RuleCatalog.all())).isEqualTo(sourcesOfRules());
  }

  @Test
  void isSortedByTheNamesOfTheClasses() {
    assertThat(RuleCatalog.all().stream().map(rule -> rule.getClass().getSimpleName()).toList())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void everyRuleIsCalledAsItsClass() {
    assertThat(RuleCatalog.all())
        .allSatisfy(rule -> assertThat(rule.info().id()).isEqualTo(kebab(rule)));
  }

  @Test
  void everyRuleHasAPageAndEveryPageARule() throws IOException {
    List<String> ids = RuleIndex.all().stream().map(RuleInfo::id).toList();
    try (Stream<Path> files = Files.list(Path.of("src/main/resources", PACKAGE))) {
      List<String> pages =
          files.map(file -> file.getFileName().toString().replace(".md", "")).toList();

      assertThat(pages).containsExactlyInAnyOrderElementsOf(ids);
    }
  }

  private static SortedSet<String> names(List<Rule> rules) {
    SortedSet<String> names = new TreeSet<>();
    rules.forEach(rule -> names.add(rule.getClass().getSimpleName()));
    return names;
  }

  private static SortedSet<String> sourcesOfRules() throws IOException {
    SortedSet<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java", PACKAGE))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file).contains("implements Rule {")) {
          names.add(file.getFileName().toString().replace(".java", ""));
        }
      }
    }
    return names;
  }

  private static String kebab(Rule rule) {
    return rule.getClass()
        .getSimpleName()
        .replaceAll("(?<=.)([A-Z])", "-$1")
        .toLowerCase(Locale.ROOT);
  }
}
