package io.github.pgbackrest2nix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.RuleIndex;
import io.github.pgbackrest2nix.cli.Session.Result;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.rule.RuleDocument;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleCommandsTest {
  @Test
  void everyRuleIsExplainedByItsPage() {
    for (RuleInfo rule : RuleIndex.all()) {
      assertThat(new Session().run("explain", rule.id()))
          .isEqualTo(new Result(0, RuleDocument.load(rule.id()).text(), ""));
    }
  }

  @Test
  void anUnknownRuleIsAnsweredByTheNearestOnes() {
    assertThat(new Session().run("explain", "unknwon-key"))
        .isEqualTo(new Result(1, "", "there is no rule \"unknwon-key\"; similar: unknown-key\n"));
    assertThat(new Session().run("explain", "../rule/unknown-key"))
        .isEqualTo(
            new Result(
                1,
                "",
                "there is no rule \"../rule/unknown-key\"; \"pgbackrest2nix rules\" lists them\n"));
  }

  @Test
  void allRulesAreListedAndCounted() {
    Result run = new Session().run("rules");
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
    assertThat(new Session().input("").run("validate", "-").err())
        .contains("= explain: pgbackrest2nix explain empty-file\n");
  }
}
