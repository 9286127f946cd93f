package io.github.pgbackrest2nix.rule.retention;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Retention;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;

/** Reports retentions under which older full backups lose the WAL that follows them. */
public final class ArchiveRetentionShort implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "archive-retention-short", Severity.WARNING, "full backups without the WAL after them");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return context.description().repositories().stream()
        .map(Repository::retention)
        .filter(ArchiveRetentionShort::isShort)
        .map(ArchiveRetentionShort::finding)
        .toList();
  }

  private static boolean isShort(Retention retention) {
    boolean counts =
        retention.archiveType().filter(type -> !type.equals("full")).isEmpty()
            && retention.full().isPresent();
    return counts
        && retention
            .archive()
            .filter(archive -> archive < retention.full().orElseThrow())
            .isPresent();
  }

  private static Finding finding(Retention retention) {
    int full = retention.full().orElseThrow();
    int archive = retention.archive().orElseThrow();
    return Finding.atValue(
            retention.at().child("archive"),
            "WAL is kept for the newest %d of %d full backups; the others, and what rests on them, restore to their own ends only"
                .formatted(archive, full))
        .help("leave archive out, or keep fewer full backups, if every moment shall be restorable")
        .see(retention.at().child("full"), "this is how many full backups are kept");
  }
}
