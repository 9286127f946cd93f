package io.github.pgbackrest2nix.rule.retention;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Retention;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;

/** Reports counts of backups for WAL where full backups are kept by days. */
public final class ArchiveDaysMisread implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "archive-days-misread", Severity.WARNING, "a count of backups beside a number of days");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return context.description().repositories().stream()
        .map(Repository::retention)
        .filter(each -> each.fullDays().isPresent() && each.archive().isPresent())
        .map(ArchiveDaysMisread::finding)
        .toList();
  }

  private static Finding finding(Retention retention) {
    return Finding.atValue(
            retention.at().child("archive"),
            "this counts backups, also where full backups are kept by days: WAL for the newest %d is kept, whatever their age"
                .formatted(retention.archive().orElseThrow()))
        .help("leave archive out: WAL is then kept as long as the oldest full backup")
        .see(retention.at().child("fullDays"), "full backups are kept by days here");
  }
}
