package io.github.pgbackrest2nix.deployment;

import io.github.pgbackrest2nix.deployment.CredentialsPlan.SecretFile;
import io.github.pgbackrest2nix.deployment.CredentialsPlan.SecretOption;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Repository.Credential;
import io.github.pgbackrest2nix.model.Secret;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Decides what the credentials unit reads and writes. */
final class CredentialsPlanner {
  /** The description's names and pgBackRest's, by type of repository. */
  private static final Map<String, Map<String, String>> OPTIONS =
      Map.of(
          "s3", Map.of("key", "s3-key", "keySecret", "s3-key-secret", "token", "s3-token"),
          "azure", Map.of("account", "azure-account", "key", "azure-key"));

  private CredentialsPlanner() {}

  static Optional<CredentialsPlan> plan(Description description) {
    SortedSet<String> paths = new TreeSet<>();
    for (Repository repository : description.repositories()) {
      repository.credentials().forEach(credential -> paths.add(credential.secret().file()));
    }
    if (paths.isEmpty()) {
      return Optional.empty();
    }
    SortedMap<String, SecretFile> files = new TreeMap<>();
    for (String path : paths) {
      files.put(path, new SecretFile("secret" + (files.size() + 1), path));
    }
    return Optional.of(
        new CredentialsPlan(List.copyOf(files.values()), options(description, files)));
  }

  private static List<SecretOption> options(
      Description description, Map<String, SecretFile> files) {
    List<SecretOption> options = new ArrayList<>();
    for (Repository repository : description.repositories()) {
      repository.credentials().stream()
          .map(credential -> option(repository, credential, files))
          .sorted(Comparator.comparing(SecretOption::option))
          .forEach(options::add);
    }
    return options;
  }

  private static SecretOption option(
      Repository repository, Credential credential, Map<String, SecretFile> files) {
    Secret secret = credential.secret();
    SecretFile file = files.get(secret.file());
    if (file == null) {
      throw new IllegalStateException("no credential for " + secret.at());
    }
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
