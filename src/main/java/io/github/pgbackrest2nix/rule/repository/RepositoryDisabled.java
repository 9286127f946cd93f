package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reports repositories that are left out, which has to end one day. */
public final class RepositoryDisabled implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "repository-disabled", Severity.WARNING, "a repository that gets no WAL and no backups");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    Description description = context.description();
    return description.repositories().stream()
        .filter(each -> !each.enabled())
        .map(each -> finding(description, each))
        .toList();
  }

  private static Finding finding(Description description, Repository repository) {
    List<String> idle = idle(description);
    return Finding.atValue(
            repository.at().child("enabled"),
            "\"%s\" (%s) is disabled: it gets no WAL and no backups, and no alert and no restore drill looks at it%s"
                .formatted(
                    repository.name(),
                    repository.label(),
                    idle.isEmpty()
                        ? ""
                        : "; meanwhile these jobs are left out: " + String.join(", ", idle)))
        .help(
            "once it is back, remove the key, render, switch, and make a full backup to it; if it stays away, remove the repository");
  }

  /** Returns the jobs that do not go on with the other repositories. */
  private static List<String> idle(Description description) {
    Description inUse = description.inUse();
    Set<String> active =
        inUse.stanzas().stream().flatMap(RepositoryDisabled::jobs).collect(Collectors.toSet());
    return description.stanzas().stream()
        .flatMap(RepositoryDisabled::jobs)
        .filter(job -> !active.contains(job))
        .sorted()
        .toList();
  }

  private static Stream<String> jobs(Stanza stanza) {
    return stanza.jobs().stream()
        .map(job -> "\"%s\" of \"%s\"".formatted(job.name(), stanza.name()));
  }
}
