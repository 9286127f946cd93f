package io.github.pgbackrest2nix.cli;

import io.github.pgbackrest2nix.RuleIndex;
import io.github.pgbackrest2nix.diagnostic.NearestNames;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.rule.RuleDocument;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the page of a rule. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Explain a rule: what it checks, why, and a bad and a good description.",
    footerHeading = "%nExample:%n",
    footer = "  pgbackrest2nix explain no-full-retention")
final class ExplainCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(arity = "1", paramLabel = "RULE", description = "The id of a rule.")
  private String rule = "";

  ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<String> ids = RuleIndex.all().stream().map(RuleInfo::id).toList();
    if (ids.contains(rule)) {
      terminal.out().print(RuleDocument.load(rule).text());
      return ExitCode.CLEAN;
    }
    List<String> near = NearestNames.of(rule, ids);
    terminal
        .err()
        .println(
            "there is no rule \"%s\"; %s"
                .formatted(
                    rule,
                    near.isEmpty()
                        ? "\"pgbackrest2nix rules\" lists them"
                        : "similar: " + String.join(", ", near)));
    return ExitCode.FINDINGS;
  }
}
