package io.github.pgbackrest2nix.deployment;

import io.github.pgbackrest2nix.deployment.CredentialsPlan.SecretFile;
import io.github.pgbackrest2nix.deployment.CredentialsPlan.SecretOption;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Repository.Credential;
import io.github.pgbackrest2nix.model.Secret;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides what the credentials unit reads and writes. */
final class CredentialsPlanner {
  /** The description's names and pgBackRest's, by type of repository. */
  private static final Map<String, Map<String, String>> OPTIONS =
      Map.of(
          "s3", Map.of("key", "s3-key", "keySecret", "s3-key-secret", "token", "s3-token"),
          "azure", Map.of("account", "azure-account", "key", "azure-key"));

  private CredentialsPlanner() {}

  static Optional<CredentialsPlan> plan(Description description) {
    // In the order of their first use, so that the name of one does not depend on the others'
    // paths.
    Map<String, SecretFile> files = new LinkedHashMap<>();
    List<SecretOption> options = new ArrayList<>();
    for (Repository repository : description.repositories()) {
      repository.credentials().stream()
          .sorted(Comparator.comparing(credential -> optionName(repository, credential.name())))
          .map(credential -> option(repository, credential, files))
          .forEach(options::add);
    }
    return files.isEmpty()
        ? Optional.empty()
        : Optional.of(new CredentialsPlan(List.copyOf(files.values()), options));
  }

  private static SecretOption option(
      Repository repository, Credential credential, Map<String, SecretFile> files) {
    Secret secret = credential.secret();
    SecretFile file =
        files.computeIfAbsent(
            secret.file(), path -> new SecretFile("secret" + (files.size() + 1), path));
    return new SecretOption(
        repository.label() + "-" + optionName(repository, credential.name()),
        file,
        secret.variable());
  }

  private static String optionName(Repository repository, String credential) {
    if (credential.equals("cipherPass")) {
      return "cipher-pass";
    }
    String option = OPTIONS.getOrDefault(repository.storage().type(), Map.of()).get(credential);
    if (option == null) {
      throw new IllegalStateException(
          "no option for credential "
              + credential
              + " of a repository of type "
              + repository.storage().type());
    }
    return option;
  }
}
