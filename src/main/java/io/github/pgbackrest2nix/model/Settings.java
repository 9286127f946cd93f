package io.github.pgbackrest2nix.model;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import java.util.List;
import java.util.Optional;

/**
 * pgBackRest options by their own names, as written under one {@code settings} key.
 *
 * @param at path of that key, whether or not the description has it
 * @param entries in the order written, each name once
 */
public record Settings(ConfigPath at, List<Setting> entries) {
  public Settings {
    entries = List.copyOf(entries);
  }

  /** Finds the setting of this name. */
  public Optional<Setting> find(String name) {
    return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
  }

  /**
   * One option and its value.
   *
   * @param at path of the option
   * @param name as written, without a repository's key
   * @param values as pgBackRest spells them ({@code y} and {@code n} for booleans, {@code
   *     key=value} for hashes); one, or any number for a list or hash
   */
  public record Setting(ConfigPath at, String name, List<String> values) {
    public Setting {
      values = List.copyOf(values);
    }
  }
}
