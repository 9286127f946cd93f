package io.github.pgbackrest2nix.identity;

import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Retention;
import io.github.pgbackrest2nix.model.Secret;
import io.github.pgbackrest2nix.model.Storage;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * One repository.
 *
 * @param name the description's name for it; nothing where only pgBackRest's configuration is left
 * @param key its number in pgBackRest's options
 * @param enabled whether it was in use
 * @param ties those that are known; never empty text
 */
public record RepositoryIdentity(
    Optional<String> name, int key, boolean enabled, Map<Tie, String> ties, Retention retention) {
  /** What Azure's containers and Google's buckets are asked at, if nothing else is said. */
  static final String AZURE = "blob.core.windows.net";

  static final String GOOGLE = "storage.googleapis.com";

  public RepositoryIdentity {
    Map<Tie, String> copy = new EnumMap<>(Tie.class);
    copy.putAll(ties);
    ties = Collections.unmodifiableMap(copy);
  }

  /** Returns the identity of a described repository. */
  public static RepositoryIdentity of(Repository repository) {
    Map<Tie, String> ties = new EnumMap<>(Tie.class);
    ties.put(Tie.TYPE, repository.storage().type());
    ties.putAll(repository.storage().match(new Place()));
    ties.put(Tie.PATH, repository.path());
    ties.put(Tie.CIPHER, repository.cipher().orElse(Tie.NO_CIPHER));
    repository.credentials().stream()
        .filter(each -> each.name().equals(Tie.PASSPHRASE.word()))
        .forEach(each -> ties.put(Tie.PASSPHRASE, reference(each.secret())));
    return new RepositoryIdentity(
        Optional.of(repository.name()),
        repository.key(),
        repository.enabled(),
        ties,
        repository.retention());
  }

  /** Returns how metrics and commands name it, such as {@code repo1}. */
  public String label() {
    return "repo" + key;
  }

  /** Finds the value of a tie. */
  public Optional<String> find(Tie tie) {
    return Optional.ofNullable(ties.get(tie));
  }

  private static String reference(Secret secret) {
    return secret.variable().map(variable -> variable + " in ").orElse("") + secret.file();
  }

  private static final class Place implements Storage.Cases<Map<Tie, String>> {
    @Override
    public Map<Tie, String> directory(Storage.Directory storage) {
      return Map.of();
    }

    @Override
    public Map<Tie, String> s3(Storage.S3 storage) {
      return Map.of(Tie.ENDPOINT, storage.endpoint(), Tie.BUCKET, storage.bucket());
    }

    @Override
    public Map<Tie, String> azure(Storage.Azure storage) {
      return Map.of(
          Tie.ENDPOINT, storage.endpoint().orElse(AZURE), Tie.CONTAINER, storage.container());
    }

    @Override
    public Map<Tie, String> gcs(Storage.Gcs storage) {
      return Map.of(Tie.ENDPOINT, storage.endpoint().orElse(GOOGLE), Tie.BUCKET, storage.bucket());
    }

    @Override
    public Map<Tie, String> sftp(Storage.Sftp storage) {
      return Map.of(Tie.HOST, storage.host());
    }
  }
}
