package io.github.pgbackrest2nix.deployment;

import java.util.List;
import java.util.Optional;

/**
 * What the credentials unit reads and what it writes.
 *
 * @param files each file once, by its path
 * @param options by pgBackRest's name
 */
public record CredentialsPlan(List<SecretFile> files, List<SecretOption> options) {
  public CredentialsPlan {
    files = List.copyOf(files);
    options = List.copyOf(options);
  }

  /**
   * A file that systemd hands to the unit.
   *
   * @param id its name among the unit's credentials
   * @param path where it lies on the host
   */
  public record SecretFile(String id, String path) {}

  /**
   * A secret option and the place of its value.
   *
   * @param option pgBackRest's name, such as {@code repo2-s3-key}
   * @param variable the variable of an environment file; nothing where the file is the value
   */
  public record SecretOption(String option, SecretFile file, Optional<String> variable) {}
}
