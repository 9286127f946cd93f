package io.github.pgbackrest2nix.rule.setting;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import io.github.pgbackrest2nix.rule.setting.OptionUse.Kind;
import java.util.List;

/** Reports options that have no effect in a file. */
public final class CommandLineOnlyOption implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "command-line-only-option",
          Severity.ERROR,
          "an option that pgBackRest reads on its command line only");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return OptionUse.of(context, Kind.COMMAND_LINE_ONLY).stream()
        .map(CommandLineOnlyOption::finding)
        .toList();
  }

  private static Finding finding(OptionUse use) {
    return Finding.atKey(
            use.setting().at(),
            "pgBackRest reads \"%s\" on its command line only; in a file it warns and ignores it"
                .formatted(use.meant().name()))
        .help("leave it out; the units give such options to the commands they run");
  }
}
