package io.github.pgbackrest2nix.exporter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What PostgreSQL is told of archiving, in the order in which the last one wins: its configuration
 * file with all that it includes, what {@code ALTER SYSTEM} has written, and the command line that
 * the server was last started with.
 *
 * <p>A file that PostgreSQL has not read yet counts as it is: it is in force from the next reload
 * or start on. What PostgreSQL has in memory and no file any more shows in what it archives alone.
 */
final class ServerSettings {
  private static final int MAX_BYTES = 1 << 16;
  private static final String CONFIG_FILE = "config_file";

  // Each argument is in quotes, which are not escaped.
  private static final Pattern ARGUMENT = Pattern.compile(" \"([^\n]*?)\"(?= \"|\\s*$)");
  private static final Pattern ASSIGNMENT = Pattern.compile("(?:-c ?|--)([\\w.-]+)=(.*)");
  private static final Pattern TIME = Pattern.compile("([0-9]{1,9})\\s*(us|ms|s|min|h|d)?");

  private final Map<String, String> values;

  private ServerSettings(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads what is set for the cluster in this directory.
   *
   * @throws IOException if a file cannot be read; the message has nothing of what is in it
   */
  static ServerSettings read(Path dataDir) throws IOException {
    Map<String, String> arguments = arguments(dataDir.resolve("postmaster.opts"));
    String main = arguments.getOrDefault(CONFIG_FILE, "postgresql.conf");
    Map<String, String> values = new TreeMap<>(SettingsFile.read(dataDir.resolve(main)));
    values.putAll(SettingsFile.readIfExists(dataDir.resolve("postgresql.auto.conf")));
    values.putAll(arguments);
    return new ServerSettings(values);
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Returns a time in seconds, of a setting whose unit is a second; nothing if it is not one. */
  static OptionalLong seconds(String time) {
    Matcher matcher = TIME.matcher(time.strip());
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    String unit = matcher.group(2) == null ? "s" : matcher.group(2);
    return OptionalLong.of(
        switch (unit) {
          case "us" -> number / 1_000_000;
          case "ms" -> number / 1_000;
          case "min" -> number * 60;
          case "h" -> number * 3600;
          case "d" -> number * 86_400;
          default -> number;
        });
  }

  private static Map<String, String> arguments(Path file) throws IOException {
    Map<String, String> values = new TreeMap<>();
    // It is not there before the first start.
    Matcher argument = ARGUMENT.matcher(BoundedText.readIfExists(file, MAX_BYTES).orElse(""));
    String before = "";
    while (argument.find()) {
      String text = argument.group(1);
      Matcher assignment = ASSIGNMENT.matcher(before.equals("-c") ? "-c " + text : text);
      if (assignment.matches()) {
        String name = assignment.group(1).replace('-', '_').toLowerCase(Locale.ROOT);
        values.put(name, assignment.group(2));
      }
      before = text;
    }
    return values;
  }
}
