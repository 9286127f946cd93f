package io.github.pgbackrest2nix.rule.setting;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import io.github.pgbackrest2nix.rule.setting.OptionUse.Kind;
import java.util.List;
import java.util.Set;

/** Reports priorities that the sandbox of the units refuses. */
public final class PriorityInSandbox implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo("priority-in-sandbox", Severity.ERROR, "a priority that the units may not set");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  private static final Set<String> BY_HAND =
      Set.of("restore", "verify", "info", "repo-ls", "repo-get");

  @Override
  public List<Finding> check(RuleContext context) {
    return OptionUse.of(context, Kind.ORDINARY).stream()
        .filter(PriorityInSandbox::isInUnits)
        .map(PriorityInSandbox::finding)
        .toList();
  }

  /** What is not for one command alone is for archive-push and backup too. */
  private static boolean isInUnits(OptionUse use) {
    return use.meant().name().equals("priority")
        && use.place().command().filter(BY_HAND::contains).isEmpty();
  }

  private static Finding finding(OptionUse use) {
    return Finding.atKey(
            use.setting().at(),
            "pgBackRest sets it itself, which the system call filters of postgresql.service and of our units refuse: backups and archiving would fail")
        .help(
            "leave it out; the units run with Nice=10, and archiving with PostgreSQL's own priority");
  }
}
