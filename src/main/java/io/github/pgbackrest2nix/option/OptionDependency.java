package io.github.pgbackrest2nix.option;

import java.util.List;

/**
 * Another option without which pgBackRest silently drops this one.
 *
 * @param option its name
 * @param values those of its values that keep this option; empty where any does
 */
public record OptionDependency(String option, List<String> values) {
  public OptionDependency {
    values = List.copyOf(values);
  }

  static OptionDependency parse(String cell) {
    int equals = cell.indexOf('=');
    return equals < 0
        ? new OptionDependency(cell, List.of())
        : new OptionDependency(
            cell.substring(0, equals), OptionLine.items(cell.substring(equals + 1)));
  }

  /** Returns whether this value of the other option keeps this one. */
  public boolean heldBy(String value) {
    return values.isEmpty() || values.contains(value);
  }
}
