package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.PgBackRestVersion;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;

/** Reports block incremental backups with early releases. */
public final class BlockBeforeFix implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "block-before-fix",
          Severity.WARNING,
          "block incremental backups with a release before its fixes");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  private static final PgBackRestVersion FIRST = PgBackRestVersion.require("2.52");

  @Override
  public List<Finding> check(RuleContext context) {
    if (context.release().compareTo(FIRST) >= 0) {
      return List.of();
    }
    return context.description().repositories().stream()
        .filter(each -> Switched.isOn(each, "bundle") && Switched.isOn(each, "block"))
        .map(
            each ->
                Finding.atKey(
                        each.settings().at().child("block"),
                        "block incremental backups of pgBackRest %s may fail to restore; the manual asks for 2.52.1 or later"
                            .formatted(context.release()))
                    .help("raise target.pgbackrest, or remove block"))
        .toList();
  }
}
