package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;

/** Reports hosts that would have no backups at all. */
public final class NoRepositoryEnabled implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo("no-repository-enabled", Severity.ERROR, "every repository is disabled");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    List<Repository> all = context.description().repositories();
    if (all.isEmpty() || all.stream().anyMatch(Repository::enabled)) {
      return List.of();
    }
    return List.of(
        Finding.atValue(
                all.get(0).at().child("enabled"),
                "no repository is left; pgBackRest would use its default, the directory /var/lib/pgbackrest, which nobody has chosen")
            .help(
                "enable one, or describe another repository with a key of its own: a directory of this host is better than none"));
  }
}
