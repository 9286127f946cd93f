package io.github.pgbackrest2nix.option;

import io.github.pgbackrest2nix.model.PgBackRestVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an option may be, beside the form of its type; all empty where anything goes.
 *
 * @param values the only ones
 * @param laterValues further ones, which came with a later release than the one asked for
 * @param range the range, where it is the same in all cases
 * @param rangeByChoice the range by the value of the option that this one depends on
 */
public record AllowedValues(
    List<String> values,
    SortedMap<String, PgBackRestVersion> laterValues,
    Optional<Range> range,
    SortedMap<String, Range> rangeByChoice) {
  public AllowedValues {
    values = List.copyOf(values);
    laterValues = new TreeMap<>(laterValues);
    rangeByChoice = new TreeMap<>(rangeByChoice);
  }

  /** The least and the most, as pgBackRest writes them; both are allowed. */
  public record Range(String from, String to) {
    static Range parse(String text) {
      int dots = text.indexOf("..");
      return new Range(text.substring(0, dots), text.substring(dots + 2));
    }
  }

  Optional<String> problem(OptionType type, String value, String choice) {
    if (!values.isEmpty()) {
      boolean known = values.stream().anyMatch(each -> same(type, each, value));
      return known ? Optional.empty() : Optional.of("it is one of " + String.join(", ", values));
    }
    Optional<Range> narrower = Optional.ofNullable(rangeByChoice.get(choice));
    return narrower.or(() -> range).flatMap(each -> outside(type, each, value));
  }

  private static boolean same(OptionType type, String allowed, String value) {
    return type.ordered() ? type.amount(allowed) == type.amount(value) : allowed.equals(value);
  }

  private static Optional<String> outside(OptionType type, Range range, String value) {
    long amount = type.amount(value);
    if (amount >= type.amount(range.from()) && amount <= type.amount(range.to())) {
      return Optional.empty();
    }
    return Optional.of("it is from %s to %s".formatted(range.from(), range.to()));
  }

  static AllowedValues parse(String cell, PgBackRestVersion release) {
    if (!cell.contains("..")) {
      return parseValues(cell, release);
    }
    SortedMap<String, Range> byChoice = new TreeMap<>();
    if (!cell.contains(":")) {
      return new AllowedValues(
          List.of(), new TreeMap<>(), Optional.of(Range.parse(cell)), byChoice);
    }
    OptionLine.cases(cell).forEach((choice, range) -> byChoice.put(choice, Range.parse(range)));
    return new AllowedValues(List.of(), new TreeMap<>(), Optional.empty(), byChoice);
  }

  private static AllowedValues parseValues(String cell, PgBackRestVersion release) {
    List<String> values = new ArrayList<>();
    SortedMap<String, PgBackRestVersion> later = new TreeMap<>();
    for (String item : OptionLine.items(cell)) {
      int mark = item.indexOf('@');
      String value = mark < 0 ? item : item.substring(0, mark);
      if (mark >= 0 && PgBackRestVersion.require(item.substring(mark + 1)).compareTo(release) > 0) {
        later.put(value, PgBackRestVersion.require(item.substring(mark + 1)));
      } else {
        values.add(value);
      }
    }
    return new AllowedValues(values, later, Optional.empty(), new TreeMap<>());
  }
}
