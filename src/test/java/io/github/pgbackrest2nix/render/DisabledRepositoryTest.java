package io.github.pgbackrest2nix.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.github.pgbackrest2nix.testing.Golden;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is rendered for the forge while one of its repositories is disabled. */
class DisabledRepositoryTest {
  private static final Example FORGE = Example.forge();

  /** What follows from the alerts, and the guide, which changes more often than all else. */
  private static final Set<String> ELSEWHERE = Set.of("alerts.test.yaml", "RUNBOOK.md");

  /** What the backups belong to, and what must not restart PostgreSQL. */
  private static final Set<String> REMEMBERING =
      Set.of("identity.json", "default.nix", "postgresql.nix", "RUNBOOK.md");

  @ParameterizedTest
  @ValueSource(strings = {"nas", "r2"})
  void differsInNothingButWhatIsLeftOut(String repository) {
    SortedMap<String, String> before = FORGE.render();
    SortedMap<String, String> after = without(repository);
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    names.removeAll(ELSEWHERE);

    String diff =
        names.stream()
            .map(name -> diff(name, before.getOrDefault(name, ""), after.getOrDefault(name, "")))
            .collect(Collectors.joining());

    Golden.assertMatches(
        Path.of("src/test/resources/disabled", "forge-without-" + repository + ".diff"),
        diff.replaceAll("(sha256: )[0-9a-f]{64}", "$1…"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nas:repo1", "r2:repo2"})
  void nothingElseNamesIt(String names) {
    String[] each = names.split(":", -1);
    SortedMap<String, String> files = without(each[0]);
    files.keySet().removeAll(REMEMBERING);
    files.remove("dashboard.json");

    assertThat(files.values())
        .allSatisfy(
            text ->
                assertThat(text)
                    .doesNotContainPattern("\\b" + each[0] + "\\b")
                    .doesNotContainPattern("\\b" + each[1] + "\\b"));
  }

  @Test
  void theGuideSaysSoBeforeAnythingElse() {
    String guide = without("nas").getOrDefault("RUNBOOK.md", "");

    assertThat(guide.lines().skip(1).filter(line -> !line.isEmpty()).skip(2).findFirst())
        .contains(
            "**nas (repo1) is disabled** in the description: it gets no WAL and no backups, no"
                + " restore looks there, and no alert is about it. That has to end:"
                + " [One repository is gone](#one-repository-is-gone), step 3.");
    assertThat(FORGE.render().get("RUNBOOK.md")).doesNotContain("is disabled**");
  }

  private static SortedMap<String, String> without(String repository) {
    String head = "  " + repository + ":\n";
    assertThat(FORGE.text()).contains(head);
    return FORGE.render(FORGE.text().replace(head, head + "    enabled: false\n"));
  }

  private static String diff(String name, String before, String after) {
    List<String> old = before.lines().toList();
    return Stream.of(DiffUtils.diff(old, after.lines().toList()))
        .flatMap(
            patch ->
                UnifiedDiffUtils.generateUnifiedDiff("a/" + name, "b/" + name, old, patch, 1)
                    .stream())
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }
}
