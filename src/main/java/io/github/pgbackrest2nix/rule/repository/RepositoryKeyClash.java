package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reports repositories that pgBackRest would take for one. */
public final class RepositoryKeyClash implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo("repository-key-clash", Severity.ERROR, "two repositories with the same key");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    Map<Integer, Repository> first = new HashMap<>();
    List<Finding> findings = new ArrayList<>();
    for (Repository repository : context.description().repositories()) {
      Repository other = first.putIfAbsent(repository.key(), repository);
      if (other != null) {
        findings.add(
            Finding.atValue(
                    repository.at().child("key"),
                    "key %d is taken; the options of both repositories would be mixed up"
                        .formatted(repository.key()))
                .help("give each repository a number of its own, and never change it afterwards")
                .see(other.at().child("key"), "\"%s\" has it".formatted(other.name())));
      }
    }
    return findings;
  }
}
