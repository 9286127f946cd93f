package io.github.pgbackrest2nix.read;

import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Repository.Credential;
import io.github.pgbackrest2nix.model.Retention;
import io.github.pgbackrest2nix.model.Secret;
import io.github.pgbackrest2nix.model.Storage;
import io.github.pgbackrest2nix.source.SourceNode.Mapping;
import java.util.List;
import java.util.Optional;

/** Reads one repository. */
final class RepositoryReader {
  private static final String ONLY_CIPHER = "aes-256-cbc";

  private final Branch repository;
  private final Branch credentials;

  private RepositoryReader(Branch repository) {
    this.repository = repository;
    this.credentials = repository.child("credentials");
  }

  static Repository read(Branch repository) {
    return new RepositoryReader(repository).repository();
  }

  private Repository repository() {
    return new Repository(
        repository.at(),
        repository.name(),
        repository.requireInteger("key"),
        repository.bool("enabled").orElse(true),
        storage(),
        repository.requireText("path"),
        retention(repository.child("retention")),
        cipher(),
        credentials(),
        SettingsReader.read(repository.child("settings")));
  }

  private Storage storage() {
    String type = repository.text("type").orElse("posix");
    return switch (type) {
      case "posix", "cifs" -> new Storage.Directory(type, repository.text("mount"));
      case "s3" -> s3();
      case "azure" -> azure();
      case "gcs" -> gcs();
      case "sftp" -> sftp();
      default -> throw new IllegalStateException("the schema let pass the type " + type);
    };
  }

  private Storage s3() {
    return new Storage.S3(
        repository.requireText("bucket"),
        repository.requireText("endpoint"),
        repository.requireText("region"),
        repository.text("uriStyle"),
        keyType("key", "shared"));
  }

  private Storage azure() {
    return new Storage.Azure(
        repository.requireText("container"),
        repository.text("endpoint"),
        repository.text("uriStyle"),
        keyType("key", "shared"));
  }

  private Storage gcs() {
    return new Storage.Gcs(
        repository.requireText("bucket"),
        repository.text("endpoint"),
        keyType("keyFile", "service"),
        credentials.text("keyFile"));
  }

  private Storage sftp() {
    return new Storage.Sftp(
        repository.requireText("host"),
        repository.integer("port"),
        repository.requireText("user"),
        repository.text("hostKeyHash").orElse("sha256"),
        credentials.requireText("privateKeyFile"));
  }

  /** Returns the kind of credentials that is written, or the one that this key implies. */
  private Optional<String> keyType(String key, String implied) {
    Optional<String> otherwise = credentials.has(key) ? Optional.of(implied) : Optional.empty();
    return credentials.text("keyType").or(() -> otherwise);
  }

  private Optional<String> cipher() {
    Optional<String> otherwise =
        credentials.has("cipherPass") ? Optional.of(ONLY_CIPHER) : Optional.empty();
    return repository.text("cipher").or(() -> otherwise);
  }

  /** Returns the secrets; what is text among the credentials belongs to the storage. */
  private List<Credential> credentials() {
    return credentials.entries().stream()
        .filter(entry -> entry.value() instanceof Mapping)
        .map(entry -> credentials.child(entry.name()))
        .map(secret -> new Credential(secret.at(), secret.name(), secret(secret)))
        .toList();
  }

  private static Secret secret(Branch secret) {
    String file = secret.text("file").orElseGet(() -> secret.requireText("environmentFile"));
    return new Secret(secret.at(), file, secret.text("variable"));
  }

  private static Retention retention(Branch retention) {
    return new Retention(
        retention.at(),
        retention.integer("full"),
        retention.integer("fullDays"),
        retention.integer("diff"),
        retention.integer("archive"),
        retention.text("archiveType"),
        retention.integer("history"));
  }
}
