package io.github.pgbackrest2nix.rule.setting;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import io.github.pgbackrest2nix.rule.setting.OptionUse.Kind;
import java.util.List;

/** Reports limits of the queue of WAL. */
public final class ArchiveQueueLimit implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "archive-queue-limit",
          Severity.WARNING,
          "WAL that may be dropped as if it were archived");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return OptionUse.of(context, Kind.ORDINARY).stream()
        .filter(use -> use.meant().name().equals("archive-push-queue-max"))
        .map(ArchiveQueueLimit::finding)
        .toList();
  }

  private static Finding finding(OptionUse use) {
    return Finding.atKey(
            use.setting().at(),
            "beyond this size, pgBackRest drops WAL and tells PostgreSQL that it is archived: no restore gets past the gap, and check, info and verify stay green")
        .help(
            "leave it out and watch the free space of pg_wal; with it, take a full backup after each drop");
  }
}
