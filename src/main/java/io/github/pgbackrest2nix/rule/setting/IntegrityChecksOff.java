package io.github.pgbackrest2nix.rule.setting;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import io.github.pgbackrest2nix.rule.setting.OptionUse.Kind;
import java.util.List;
import java.util.Set;

/** Reports checks of pages and headers that are switched off. */
public final class IntegrityChecksOff implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "integrity-checks-off", Severity.WARNING, "damage that goes unnoticed into the backups");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  private static final Set<String> CHECKS =
      Set.of("archive-header-check", "archive-mode-check", "checksum-page", "page-header-check");

  @Override
  public List<Finding> check(RuleContext context) {
    return OptionUse.of(context, Kind.ORDINARY).stream()
        .filter(
            use ->
                CHECKS.contains(use.meant().name()) && use.setting().values().equals(List.of("n")))
        .map(IntegrityChecksOff::finding)
        .toList();
  }

  private static Finding finding(OptionUse use) {
    return Finding.atKey(
            use.setting().at(),
            "without \"%s\", pgBackRest saves what is damaged or of another cluster without a word"
                .formatted(use.meant().name()))
        .help("remove it, unless a fork of PostgreSQL has other pages or headers");
  }
}
