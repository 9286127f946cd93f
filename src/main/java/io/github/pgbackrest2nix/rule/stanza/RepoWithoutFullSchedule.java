package io.github.pgbackrest2nix.rule.stanza;

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

/** Reports repositories that get WAL but no full backups. */
public final class RepoWithoutFullSchedule implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "repo-without-full-schedule",
          Severity.ERROR,
          "a repository that no full backup is scheduled for");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    Description description = context.description();
    return description.stanzas().stream()
        .flatMap(
            stanza ->
                description.repositories().stream()
                    .filter(each -> !hasFull(description, stanza, each))
                    .map(each -> finding(stanza, each)))
        .toList();
  }

  private static boolean hasFull(Description description, Stanza stanza, Repository repository) {
    return stanza.jobs().stream()
        .filter(job -> job.type() == BackupType.FULL)
        .anyMatch(job -> description.repositoriesOf(job).contains(repository));
  }

  private static Finding finding(Stanza stanza, Repository repository) {
    return Finding.atKey(
            stanza.at().child("schedules"),
            "no full backup goes to \"%s\"; it gets WAL but has nothing to restore it on, or never expires"
                .formatted(repository.name()))
        .help("schedule a job of type full with it among its repos")
        .see(repository.at(), "the repository is here");
  }
}
