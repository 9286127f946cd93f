package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;

/** Reports stanzas that archive to several repositories in turn. */
public final class MultiRepoWithoutAsync implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "multi-repo-without-async",
          Severity.WARNING,
          "several repositories, of which the slowest stops the others");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    Description description = context.description();
    if (description.repositories().size() < 2) {
      return List.of();
    }
    return description.stanzas().stream()
        .filter(stanza -> !stanza.archive().async())
        .map(
            stanza ->
                Finding.atKey(
                        stanza.archive().at().child("async"),
                        "while one repository cannot be reached, the others get one more WAL segment and then none, and pg_wal grows")
                    .help("write archive: { async: true }")
                    .see(description.repositories().get(1).at(), "the second repository is here"))
        .toList();
  }
}
