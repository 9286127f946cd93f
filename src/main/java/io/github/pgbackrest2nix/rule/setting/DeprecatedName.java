package io.github.pgbackrest2nix.rule.setting;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.option.OptionSpec;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import io.github.pgbackrest2nix.rule.setting.OptionUse.Kind;
import java.util.List;

/** Reports old names of options, which a later release may drop. */
public final class DeprecatedName implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "deprecated-name",
          Severity.WARNING,
          "an option under a name that pgBackRest keeps for old files only");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return OptionUse.of(context, Kind.OLD_NAME).stream().map(DeprecatedName::finding).toList();
  }

  private static Finding finding(OptionUse use) {
    OptionSpec spec = use.meant();
    if (spec.old()) {
      return Finding.atKey(
              use.setting().at(), "\"%s\" is kept for old files only".formatted(spec.name()))
          .help(
              spec.name().equals("compress")
                  ? "use compress-type, none for no compression"
                  : "leave it out");
    }
    return Finding.atKey(
            use.setting().at(),
            "\"%s\" is an old name; beside the new one pgBackRest refuses to run"
                .formatted(use.setting().name()))
        .help("write " + use.nameHere());
  }
}
