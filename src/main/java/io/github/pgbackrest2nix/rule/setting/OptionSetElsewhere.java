package io.github.pgbackrest2nix.rule.setting;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import io.github.pgbackrest2nix.rule.setting.OptionUse.Kind;
import java.util.List;

/** Reports options that would contradict what the rest of the description says. */
public final class OptionSetElsewhere implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "option-set-elsewhere",
          Severity.ERROR,
          "an option that the description has a key of its own for, or that is not its to set");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return OptionUse.of(context, Kind.SAID_ELSEWHERE).stream()
        .map(OptionSetElsewhere::finding)
        .toList();
  }

  private static Finding finding(OptionUse use) {
    String option = use.meant().name();
    String written = use.setting().name();
    return Finding.atKey(
            use.setting().at(),
            "\"%s\"%s is not set under settings; the units, paths and alerts would not follow it"
                .formatted(written, written.equals(option) ? "" : " (" + option + ")"))
        .help(OwnKeys.find(option).orElseThrow());
  }
}
