package io.github.pgbackrest2nix.rule.retention;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Retention;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;
import java.util.Optional;

/** Reports retentions that wait for more full backups than are ever kept. */
public final class ArchiveRetentionNeverMet implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo("archive-retention-never-met", Severity.ERROR, "WAL that never expires");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return context.description().repositories().stream()
        .map(Repository::retention)
        .filter(each -> surplus(each).isPresent())
        .map(ArchiveRetentionNeverMet::finding)
        .toList();
  }

  private static Optional<Integer> surplus(Retention retention) {
    if (retention.archiveType().filter(type -> !type.equals("full")).isPresent()) {
      return Optional.empty();
    }
    return retention
        .archive()
        .filter(archive -> retention.full().filter(full -> archive > full).isPresent());
  }

  private static Finding finding(Retention retention) {
    return Finding.atValue(
            retention.at().child("archive"),
            "WAL expires once %d full backups exist, but only %d are kept: it never does, and the repository fills up"
                .formatted(retention.archive().orElseThrow(), retention.full().orElseThrow()))
        .help(
            "leave archive out: WAL is then kept as long as full backups; the number counts backups, never days")
        .see(retention.at().child("full"), "this is how many full backups are kept");
  }
}
