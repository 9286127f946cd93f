package io.github.pgbackrest2nix.exporter;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The command line of {@code collect}.
 *
 * @param timeout of each call of pgBackRest
 */
record CollectOptions(
    Path declaration, Path textfile, Path state, Path pgbackrest, Duration timeout) {
  private static final Set<String> NAMES =
      Set.of("--declaration", "--textfile", "--state", "--pgbackrest", "--timeout");
  private static final String DEFAULT_TIMEOUT = "120s";

  static CollectOptions parse(List<String> arguments) throws UsageException {
    Map<String, String> values = values(arguments);
    Path textfile = path("--textfile", values);
    if (!textfile.toString().endsWith(".prom")) {
      throw new UsageException(
          "--textfile must end in \".prom\", for node_exporter reads nothing else: \""
              + textfile
              + "\"");
    }
    return new CollectOptions(
        path("--declaration", values),
        textfile,
        path("--state", values),
        path("--pgbackrest", values),
        duration(values.getOrDefault("--timeout", DEFAULT_TIMEOUT)));
  }

  private static Map<String, String> values(List<String> arguments) throws UsageException {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (!NAMES.contains(name)) {
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
    return values;
  }

  private static Path path(String name, Map<String, String> values) throws UsageException {
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

  /** Parses a whole number of {@code ms}, {@code s}, {@code m} or {@code h}, at most a day. */
  static Duration duration(String text) throws UsageException {
    int unit = 0;
    while (unit < text.length() && text.charAt(unit) >= '0' && text.charAt(unit) <= '9') {
      unit++;
    }
    String digits = text.substring(0, unit);
    long millis = millis(text.substring(unit));
    long most = Duration.ofDays(1).toMillis();
    if (digits.isEmpty() || digits.length() > 8 || millis == 0) {
      throw notADuration(text);
    }
    long value = Long.parseLong(digits) * millis;
    if (value < 1 || value > most) {
      throw notADuration(text);
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

  private static UsageException notADuration(String text) {
    return new UsageException(
        "--timeout must be a duration such as \"90s\" or \"2m\", at most a day: \"" + text + "\"");
  }
}
