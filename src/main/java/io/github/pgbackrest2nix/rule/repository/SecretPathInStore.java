package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Repository.Credential;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;
import java.util.stream.Stream;

/** Reports secrets whose files are readable by everybody. */
public final class SecretPathInStore implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo("secret-path-in-store", Severity.ERROR, "a secret file in the Nix store");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  private static final String STORE = "/nix/store";

  @Override
  public List<Finding> check(RuleContext context) {
    return context.description().repositories().stream()
        .flatMap(
            each -> Stream.concat(secrets(each), each.storage().match(new KeyFiles(each)).stream()))
        .filter(place -> place.file().equals(STORE) || place.file().startsWith(STORE + "/"))
        .map(SecretPathInStore::finding)
        .toList();
  }

  private static Stream<FilePlace> secrets(Repository repository) {
    return repository.credentials().stream()
        .map(Credential::secret)
        .map(
            secret ->
                new FilePlace(
                    secret.at().child(secret.variable().isPresent() ? "environmentFile" : "file"),
                    secret.file()));
  }

  private static Finding finding(FilePlace place) {
    return Finding.atValue(
            place.at(),
            "\"%s\" is in the Nix store, which everybody on the host can read"
                .formatted(place.file()))
        .help("keep the secret outside, with sops-nix or agenix, and name its path under /run");
  }
}
