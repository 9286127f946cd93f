package io.github.pgbackrest2nix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.RuleIndex;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.rule.RuleDocument;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleCommandsTest {
  @Test
  void everyRuleIsExplainedByItsPage() {
    for (RuleInfo rule : RuleIndex.all()) {
      assertThat(CommandRun.of("explain", rule.id()))
          .isEqualTo(new CommandRun(0, RuleDocument.load(rule.id()).text(), ""));
    }
  }

  @Test
  void anUnknownRuleIsAnsweredByTheNearestOnes() {
    assertThat(CommandRun.of("explain", "unknwon-key"))
        .isEqualTo(
            new CommandRun(1, "", "there is no rule \"unknwon-key\"; similar: unknown-key\n"));
    assertThat(CommandRun.of("explain", "../rule/unknown-key"))
        .isEqualTo(
            new CommandRun(
                1,
                "",
                "there is no rule \"../rule/unknown-key\"; \"pgbackrest2nix rules\" lists them\n"));
  }

  @Test
  void allRulesAreListedAndCounted() {
    CommandRun run = CommandRun.of("rules");
    List<String> lines = run.out().lines().toList();

    assertThat(run.status()).isZero();
    assertThat(lines)
        .hasSize(RuleIndex.all().size() + 1)
        .contains(
            "yaml-syntax                    error    the file is not well-formed YAML",
            "no-full-retention              warning  a repository that keeps its full backups for"
                + " ever")
        .endsWith(RuleIndex.all().size() + " rules");
  }

  @Test
  void findingsNameThePageOfTheirRule() {
    assertThat(CommandRun.reading("", "validate", "-").err())
        .contains("= explain: pgbackrest2nix explain empty-file\n");
  }
}
