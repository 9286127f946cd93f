package io.github.pgbackrest2nix.render;

import io.github.pgbackrest2nix.deployment.ConfigurationFile;
import io.github.pgbackrest2nix.deployment.ConfigurationFile.Entry;
import io.github.pgbackrest2nix.deployment.ConfigurationFile.Section;
import java.util.List;

/**
 * Spells {@code pgbackrest.conf}.
 *
 * <p>pgBackRest has no quotes and no escapes: a value is the rest of its line without the blanks
 * round it. What cannot be spelled so is a bug by the time it gets here, for the checks refuse it.
 */
final class ConfWriter {
  private ConfWriter() {}

  static String write(List<String> comment, ConfigurationFile file) {
    StringBuilder out = new StringBuilder();
    comment.forEach(line -> out.append("# ").append(requireLine(line)).append('\n'));
    for (Section section : file.sections()) {
      out.append(out.isEmpty() ? "" : "\n").append('[').append(requireLine(section.name()));
      out.append("]\n");
      section.entries().forEach(entry -> out.append(line(entry)).append('\n'));
    }
    return out.toString();
  }

  private static String line(Entry entry) {
    if (!entry.key().matches("[a-z0-9-]+")) {
      throw new IllegalArgumentException("not the name of an option: " + entry.key());
    }
    return entry.key() + "=" + requireLine(entry.value());
  }

  private static String requireLine(String value) {
    boolean blanksRound = !value.equals(value.strip());
    if (value.isEmpty() || blanksRound || value.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("pgbackrest.conf cannot hold this value");
    }
    return value;
  }
}
