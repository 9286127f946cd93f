package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;
import java.util.stream.Stream;

/** Reports names that no bucket or container can have. */
public final class BucketNameNotValid implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "bucket-name-not-valid", Severity.ERROR, "a name that no bucket or container can have");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return context.description().repositories().stream()
        .flatMap(BucketNameNotValid::finding)
        .toList();
  }

  private static Stream<Finding> finding(Repository repository) {
    return repository.storage().match(new StoreNames()).stream()
        .flatMap(
            name ->
                name.problem().stream()
                    .map(
                        problem ->
                            Finding.atValue(
                                    repository.at().child(name.key()),
                                    "\"%s\" is not a name that %s can have: %s"
                                        .formatted(name.value(), name.store(), problem))
                                .help(name.help())
                                .as(name.severity())));
  }
}
