package io.github.pgbackrest2nix.rule.stanza;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Job;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;
import java.util.stream.Stream;

/** Reports repositories for which expiring is switched off and not scheduled. */
public final class ExpireNeverRuns implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo("expire-never-runs", Severity.ERROR, "a repository that nothing expires");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    Description description = context.description();
    return description.stanzas().stream()
        .filter(stanza -> stanza.expire().isEmpty())
        .flatMap(
            stanza ->
                description.repositories().stream()
                    .flatMap(each -> check(description, stanza, each)))
        .toList();
  }

  private static Stream<Finding> check(
      Description description, Stanza stanza, Repository repository) {
    List<Job> jobs =
        stanza.jobs().stream()
            .filter(job -> description.repositoriesOf(job).contains(repository))
            .toList();
    if (jobs.isEmpty() || jobs.stream().anyMatch(Job::expireAuto)) {
      return Stream.of();
    }
    return Stream.of(
        Finding.atKey(
                jobs.get(0).at().child("expireAuto"),
                "no job expires anything in \"%s\", whatever its retention says, and it fills up"
                    .formatted(repository.name()))
            .help("give the stanza an expire schedule, or remove expireAuto: false from a job")
            .see(repository.retention().at(), "this retention never takes effect"));
  }
}
