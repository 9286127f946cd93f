package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;

/** Reports repositories on machines of others that hold the data in clear. */
public final class UnencryptedRemote implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "unencrypted-remote", Severity.WARNING, "a repository elsewhere that is not encrypted");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return context.description().repositories().stream()
        .filter(
            each ->
                !each.storage().local()
                    && each.cipher().isEmpty()
                    && !Needs.has(each, "cipherPass"))
        .map(UnencryptedRemote::finding)
        .toList();
  }

  private static Finding finding(Repository repository) {
    return Finding.atKey(
            repository.at(),
            "\"%s\" is not encrypted: whoever can read the storage has the whole database"
                .formatted(repository.name()))
        .help(
            "add credentials.cipherPass before the first backup; an existing repository cannot be encrypted, only replaced by one with another key");
  }
}
