package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reports keys that pgBackRest would look for in an environment that nobody sets. */
public final class KeyFromEnvironment implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "key-from-environment", Severity.ERROR, "a kind of key that only a container is given");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  /** What pgBackRest insists on, by {@code repo-s3-key-type}. */
  private static final Map<String, String> VARIABLES =
      Map.of(
          "web-id",
          "AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE",
          "pod-id",
          "AWS_CONTAINER_CREDENTIALS_FULL_URI and AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");

  @Override
  public List<Finding> check(RuleContext context) {
    return context.description().repositories().stream()
        .flatMap(
            repository ->
                repository
                    .storage()
                    .keyType()
                    .flatMap(type -> finding(repository.at(), type))
                    .stream())
        .toList();
  }

  private static Optional<Finding> finding(ConfigPath repository, String keyType) {
    return Optional.ofNullable(VARIABLES.get(keyType))
        .map(
            variables ->
                Finding.atValue(
                        repository.child("credentials", "keyType"),
                        "\"%s\" needs %s in the environment, which Kubernetes sets and no service here: backups fail, and WAL is archived nowhere"
                            .formatted(keyType, variables))
                    .help(
                        "use keyType: auto where the machine has a role of its own, else key and keySecret"));
  }
}
