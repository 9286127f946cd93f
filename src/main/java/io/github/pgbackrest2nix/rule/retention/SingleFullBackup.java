package io.github.pgbackrest2nix.rule.retention;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.forecast.RestoreWindow;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Retention;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;

/** Reports repositories whose only full backup is replaced by the next one. */
public final class SingleFullBackup implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "single-full-backup", Severity.WARNING, "a repository that keeps one full backup");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return context.description().repositories().stream()
        .filter(
            each -> RestoreWindow.fullsWithWal(each.retention()).filter(n -> n == 1).isPresent())
        .map(SingleFullBackup::finding)
        .toList();
  }

  private static Finding finding(Repository repository) {
    Retention retention = repository.retention();
    String key = retention.full().filter(n -> n == 1).isPresent() ? "full" : "archive";
    return Finding.atValue(
            retention.at().child(key),
            "\"%s\" keeps WAL for one full backup only: right after each, nothing before it can be restored to a moment"
                .formatted(repository.name()))
        .help("keep 2 or more, and have room for one more while the next is being made");
  }
}
