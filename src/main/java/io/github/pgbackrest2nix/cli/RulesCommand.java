package io.github.pgbackrest2nix.cli;

import io.github.pgbackrest2nix.RuleIndex;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists the rules. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "List every rule with its severity; \"explain\" prints the page of one.",
    footerHeading = "%nExample:%n",
    footer = "  pgbackrest2nix rules")
final class RulesCommand implements Callable<Integer> {
  private final Terminal terminal;

  RulesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<RuleInfo> rules = RuleIndex.all();
    rules.forEach(rule -> terminal.out().println(line(rule)));
    terminal.out().println(rules.size() + " rules");
    return ExitCode.CLEAN;
  }

  private static String line(RuleInfo rule) {
    String severity = rule.severity().name().toLowerCase(Locale.ROOT);
    return "%-30s %-8s %s".formatted(rule.id(), severity, rule.summary());
  }
}
