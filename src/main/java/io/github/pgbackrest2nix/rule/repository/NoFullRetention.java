package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;

/** Reports repositories that only grow. */
public final class NoFullRetention implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "no-full-retention",
          Severity.WARNING,
          "a repository that keeps its full backups for ever");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return context.description().repositories().stream()
        .filter(each -> each.retention().full().isEmpty() && each.retention().fullDays().isEmpty())
        .map(NoFullRetention::finding)
        .toList();
  }

  private static Finding finding(Repository repository) {
    return Finding.atKey(
            repository.retention().at(),
            "\"%s\" never expires a full backup nor its WAL, and fills up"
                .formatted(repository.name()))
        .help(
            "write retention: { full: 2 }, or { full: 9999999 } to keep them for ever on purpose");
  }
}
