package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.model.Repository;
import java.util.List;

/** Whether a repository's settings switch something on or off; absent is neither. */
final class Switched {
  private Switched() {}

  static boolean isOn(Repository repository, String option) {
    return is(repository, option, "y");
  }

  static boolean isOff(Repository repository, String option) {
    return is(repository, option, "n");
  }

  private static boolean is(Repository repository, String option, String value) {
    return repository
        .settings()
        .find(option)
        .filter(setting -> setting.values().equals(List.of(value)))
        .isPresent();
  }
}
