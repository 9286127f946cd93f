package io.github.pgbackrest2nix.rule.retention;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.BackupType;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;

/** Reports retentions of differential backups in repositories that get none. */
public final class DiffRetentionWithoutDiffJob implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "diff-retention-without-diff-job",
          Severity.NOTE,
          "a retention of backups that nobody makes");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    Description description = context.description();
    return description.repositories().stream()
        .filter(each -> each.retention().diff().isPresent())
        .filter(each -> description.stanzas().stream().noneMatch(s -> makes(description, s, each)))
        .map(DiffRetentionWithoutDiffJob::finding)
        .toList();
  }

  private static boolean makes(Description description, Stanza stanza, Repository repository) {
    return stanza.jobs().stream()
        .filter(job -> job.type() == BackupType.DIFF)
        .anyMatch(job -> description.repositoriesOf(job).contains(repository));
  }

  private static Finding finding(Repository repository) {
    return Finding.atKey(
            repository.retention().at().child("diff"),
            "no job makes differential backups in \"%s\", so this limits nothing; incremental ones expire with their full backup"
                .formatted(repository.name()))
        .help("remove it, or schedule a job of type diff for this repository");
  }
}
