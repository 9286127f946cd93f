package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;

/** Reports object stores without bundling. */
public final class BundleMissingOnObjectStore implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "bundle-missing-on-object-store",
          Severity.NOTE,
          "an object store that gets each small file by itself");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return context.description().repositories().stream()
        .filter(each -> each.storage().objectStore() && each.settings().find("bundle").isEmpty())
        .map(BundleMissingOnObjectStore::finding)
        .toList();
  }

  private static Finding finding(Repository repository) {
    return Finding.atKey(
            repository.at(),
            "each file of the cluster becomes an object of \"%s\": thousands of requests for every backup, most of them for tiny files"
                .formatted(repository.name()))
        .help("write settings: { bundle: true }, or bundle: false to keep single files on purpose");
  }
}
