package io.github.pgbackrest2nix.deployment;

import java.util.List;

/**
 * {@code pgbackrest.conf}, without secrets.
 *
 * @param sections {@code [global]} first, then by name
 */
public record ConfigurationFile(List<Section> sections) {
  public ConfigurationFile {
    sections = List.copyOf(sections);
  }

  /**
   * One section of the file.
   *
   * @param name such as {@code global}, {@code main} or {@code global:archive-push}
   */
  public record Section(String name, List<Entry> entries) {
    public Section {
      entries = List.copyOf(entries);
    }
  }

  /** One line of a section; a list option has one for each of its values. */
  public record Entry(String key, String value) {}
}
