package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;

/** Reports descriptions without a first repository. */
public final class RepositoryIndexWithoutOne implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo("repository-index-without-one", Severity.NOTE, "no repository with the key 1");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    List<Repository> all = context.description().repositories();
    if (all.isEmpty() || all.stream().anyMatch(each -> each.key() == 1)) {
      return List.of();
    }
    Repository lowest = all.get(0);
    return List.of(
        Finding.atValue(
                lowest.at().child("key"),
                "no repository has the key 1; options without a number and older guides mean that one, and a restore prefers the lowest key, here %d"
                    .formatted(lowest.key()))
            .help("leave it if backups exist under this key; for a new host, start with 1"));
  }
}
