package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Retention;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;

/** Reports retentions under which WAL is kept for ever. */
public final class ArchiveTypeWithoutArchive implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "archive-type-without-archive",
          Severity.WARNING,
          "a kind of backups to count WAL by, without a count");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return context.description().repositories().stream()
        .map(Repository::retention)
        .filter(ArchiveTypeWithoutArchive::neverExpires)
        .map(ArchiveTypeWithoutArchive::finding)
        .toList();
  }

  /** Full and differential backups have a retention that pgBackRest falls back on. */
  private static boolean neverExpires(Retention retention) {
    String type = retention.archiveType().orElse("full");
    return retention.archive().isEmpty()
        && (type.equals("incr") || (type.equals("diff") && retention.diff().isEmpty()));
  }

  private static Finding finding(Retention retention) {
    return Finding.atValue(
            retention.at().child("archiveType"),
            "without archive, nothing says how many backups WAL is kept for, and it never expires")
        .help("add archive, or remove archiveType: WAL is then kept as long as full backups");
  }
}
