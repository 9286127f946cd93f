package io.github.pgbackrest2nix.model;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import java.util.List;
import java.util.Optional;

/**
 * A place that backups and WAL are kept.
 *
 * @param name the description's own name for it
 * @param key its number in pgBackRest's options ({@code repo1-…}), 1 to 256
 * @param enabled whether it is in use; otherwise it is described only, so that nothing of it is
 *     lost
 * @param path where it lies within its storage, absolute
 * @param credentials in the order written
 * @param settings further options of this repository, without the {@code repoN-} prefix
 */
public record Repository(
    ConfigPath at,
    String name,
    int key,
    boolean enabled,
    Storage storage,
    String path,
    Retention retention,
    Optional<String> cipher,
    List<Credential> credentials,
    Settings settings) {
  public Repository {
    credentials = List.copyOf(credentials);
  }

  /** Returns how metrics and commands name it, such as {@code repo1}. */
  public String label() {
    return "repo" + key;
  }

  /** Finds the directory of this host that it is, if it is one. */
  public Optional<String> directory() {
    return storage.local() ? Optional.of(path) : Optional.empty();
  }

  /**
   * A secret option of a repository and where its value is found.
   *
   * @param name the description's name for it, such as {@code keySecret}
   */
  public record Credential(ConfigPath at, String name, Secret secret) {}
}
