package io.github.pgbackrest2nix.deployment;

import java.util.Optional;

/**
 * What the units need to know of a repository.
 *
 * @param name the description's name for it
 * @param key its number in pgBackRest's options
 * @param type pgBackRest's {@code repo-type}
 * @param path where it lies within its storage
 * @param location the same for a person to read, such as {@code s3://bucket/path}
 * @param directory the directory of this host that it is, if it is one
 * @param mount the file system that must be mounted before it is used
 */
public record RepositoryPlan(
    String name,
    int key,
    String type,
    String path,
    String location,
    Optional<String> directory,
    Optional<String> mount) {
  /** Returns how metrics name it, such as {@code repo1}. */
  public String label() {
    return "repo" + key;
  }

  /** Returns whether it is reached over the network by pgBackRest itself. */
  public boolean remote() {
    return directory.isEmpty();
  }
}
