package io.github.pgbackrest2nix.exporter;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The options of a command line: flags, and others with a value, {@code --name value} or {@code
 * --name=value}.
 */
final class Arguments {
  private final Map<String, String> values;

  private Arguments(Map<String, String> values) {
    this.values = values;
  }

  /** Reads options of these names. */
  static Arguments parse(List<String> arguments, Set<String> names) throws UsageException {
    return parse(arguments, names, Set.of());
  }

  /** Reads options of these names, and flags of those. */
  static Arguments parse(List<String> arguments, Set<String> names, Set<String> flags)
      throws UsageException {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (flags.contains(argument)) {
        values.put(argument, "");
        continue;
      }
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (!names.contains(name)) {
        throw new UsageException("unknown option \"" + name + "\"");
      }
      if (equals < 0 && i + 1 == arguments.size()) {
        throw new UsageException(name + " needs a value");
      }
      String value = equals < 0 ? arguments.get(++i) : argument.substring(equals + 1);
      if (values.put(name, value) != null) {
        throw new UsageException(name + " is given twice");
      }
    }
    return new Arguments(values);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  Path path(String name) throws UsageException {
    String value = values.get(name);
    if (value == null || value.isEmpty()) {
      throw new UsageException(name + " is missing");
    }
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new UsageException(name + " is not a path: \"" + value + "\"");
    }
  }

  Optional<Path> findPath(String name) throws UsageException {
    return has(name) ? Optional.of(path(name)) : Optional.empty();
  }

  /** Parses a whole number of {@code ms}, {@code s}, {@code m} or {@code h}, at most a day. */
  Duration duration(String name, String otherwise) throws UsageException {
    String text = text(name, otherwise);
    int unit = 0;
    while (unit < text.length() && text.charAt(unit) >= '0' && text.charAt(unit) <= '9') {
      unit++;
    }
    String digits = text.substring(0, unit);
    long millis = millis(text.substring(unit));
    long most = Duration.ofDays(1).toMillis();
    if (digits.isEmpty() || digits.length() > 8 || millis == 0) {
      throw notADuration(name, text);
    }
    long value = Long.parseLong(digits) * millis;
    if (value < 1 || value > most) {
      throw notADuration(name, text);
    }
    return Duration.ofMillis(value);
  }

  private static long millis(String unit) {
    return switch (unit) {
      case "ms" -> 1;
      case "s" -> 1_000;
      case "m" -> 60_000;
      case "h" -> 3_600_000;
      default -> 0;
    };
  }

  private static UsageException notADuration(String name, String text) {
    return new UsageException(
        name + " must be a duration such as \"90s\" or \"2m\", at most a day: \"" + text + "\"");
  }
}
