package io.github.pgbackrest2nix.option;

import io.github.pgbackrest2nix.model.PgBackRestVersion;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One option as one release of pgBackRest knows it.
 *
 * @param name without the number of its group, such as {@code repo-path}
 * @param release the release that this speaks of
 * @param group {@code repo} or {@code pg} where the name is written with a number
 * @param defaults by the value of the option that this one depends on; the key is empty where the
 *     default is the same in all cases
 * @param commands those that take it
 * @param secret whether its value must not be seen
 * @param internal whether it is undocumented and not for users
 * @param old whether pgBackRest keeps it for old files only
 * @param replaces older names that still work, with {@code ?} for a number
 * @param commandDefaults defaults of the commands that differ
 */
public record OptionSpec(
    String name,
    PgBackRestVersion release,
    Optional<String> group,
    OptionSection section,
    OptionType type,
    SortedMap<String, String> defaults,
    AllowedValues allowed,
    SortedSet<String> commands,
    boolean secret,
    boolean internal,
    boolean old,
    List<String> replaces,
    Optional<OptionDependency> dependency,
    SortedMap<String, String> commandDefaults) {
  /** The first release of which it is certain that it reads the units of times. */
  private static final PgBackRestVersion TIME_UNITS = PgBackRestVersion.require("2.55");

  public OptionSpec {
    defaults = new TreeMap<>(defaults);
    commands = new TreeSet<>(commands);
    replaces = List.copyOf(replaces);
    commandDefaults = new TreeMap<>(commandDefaults);
  }

  /** Returns the default that holds in all cases for a command. */
  public Optional<String> defaultFor(String command) {
    return Optional.ofNullable(commandDefaults.get(command)).or(this::defaultValue);
  }

  /** Returns the default that holds whatever other options say. */
  public Optional<String> defaultValue() {
    return Optional.ofNullable(defaults.get(""));
  }

  /** Returns the name with the number of its group, as configuration files spell it. */
  public String nameWith(int number) {
    return group.map(prefix -> prefix + number + name.substring(prefix.length())).orElse(name);
  }

  /** Returns the name as it is written under the settings of a repository. */
  public String nameInGroup() {
    return group.map(prefix -> name.substring(prefix.length() + 1)).orElse(name);
  }

  /** Returns what pgBackRest has against a value, where its range does not turn on a choice. */
  public Optional<String> check(String value) {
    return check(value, "");
  }

  /**
   * Returns what pgBackRest has against a value.
   *
   * @param choice value of the option that this one depends on
   */
  public Optional<String> check(String value, String choice) {
    if (value.isEmpty()) {
      return Optional.of("it must have a value");
    }
    if (value.chars().anyMatch(each -> each == '\n' || each == '\r' || each == 0)) {
      return Optional.of("it must fit on one line");
    }
    return type.problem(value)
        .or(() -> unreadUnit(value))
        .or(() -> allowed.problem(type, value, choice));
  }

  /** Finds the number, bytes or milliseconds that a value spells, where it is a valid one. */
  public Optional<Long> findAmount(String value) {
    return type.ordered() && check(value).isEmpty()
        ? Optional.of(type.amount(value))
        : Optional.empty();
  }

  /** Some older releases take {@code 30m} as 30 seconds without a word (tried with 2.45). */
  private Optional<String> unreadUnit(String value) {
    if (type != OptionType.TIME
        || !OptionType.hasUnit(value)
        || release.compareTo(TIME_UNITS) >= 0) {
      return Optional.empty();
    }
    return Optional.of(
        "pgBackRest %s may ignore the unit; it is %d in seconds"
            .formatted(release, type.amount(value) / 1000));
  }
}
