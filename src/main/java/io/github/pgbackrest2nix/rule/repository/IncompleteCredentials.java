package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;
import java.util.stream.Stream;

/** Reports credentials that are missing, and those that pgBackRest would drop. */
public final class IncompleteCredentials implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "incomplete-credentials", Severity.ERROR, "credentials that do not fit together");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return context.description().repositories().stream()
        .flatMap(
            each -> Stream.concat(cipher(each), each.storage().match(new Needs(each)).stream()))
        .toList();
  }

  private static Stream<Finding> cipher(Repository repository) {
    if (repository.cipher().isEmpty() || Needs.has(repository, "cipherPass")) {
      return Stream.of();
    }
    return Stream.of(
        Finding.atKey(
                repository.at().child("cipher"),
                "an encrypted repository needs a passphrase; every pgBackRest command would fail")
            .help("add credentials.cipherPass, or remove cipher"));
  }
}
