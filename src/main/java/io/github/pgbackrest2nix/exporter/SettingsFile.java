package io.github.pgbackrest2nix.exporter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code postgresql.conf} and what it includes, as PostgreSQL does. */
final class SettingsFile {
  private static final int MAX_BYTES = 1 << 20;

  /** As in PostgreSQL. */
  private static final int MAX_DEPTH = 10;

  // name [=] value, the value in quotes or up to a blank or comment
  private static final Pattern LINE =
      Pattern.compile(
          "\\s*([A-Za-z_][\\w.$]*)(?:\\s*=\\s*|\\s+)('(?:[^'\\\\]|''|\\\\.)*'|[^\\s#']+)\\s*(?:#.*)?");
  private static final Pattern ESCAPE = Pattern.compile("''|\\\\([0-7]{1,3}|.)");

  private final Map<String, String> values = new TreeMap<>();

  private SettingsFile() {}

  /**
   * Returns the values by name in small letters; lines that are not settings are left out.
   *
   * @throws IOException if it or what it includes cannot be read
   */
  static Map<String, String> read(Path file) throws IOException {
    SettingsFile settings = new SettingsFile();
    settings.add(file, 0);
    return settings.values;
  }

  /** Returns the same; nothing if there is no such file. */
  static Map<String, String> readIfExists(Path file) throws IOException {
    SettingsFile settings = new SettingsFile();
    settings.addIfExists(file, 0);
    return settings.values;
  }

  private void add(Path file, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new IOException("files include each other: " + file);
    }
    String text;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("more than " + MAX_BYTES + " bytes: " + file);
      }
      text = new String(bytes, StandardCharsets.UTF_8);
    }
    for (String line : text.lines().toList()) {
      Matcher setting = LINE.matcher(line);
      if (setting.matches()) {
        add(file, depth, setting.group(1).toLowerCase(Locale.ROOT), value(setting.group(2)));
      }
    }
  }

  private void add(Path file, int depth, String name, String value) throws IOException {
    switch (name) {
      case "include" -> add(file.resolveSibling(value), depth + 1);
      case "include_if_exists" -> addIfExists(file.resolveSibling(value), depth + 1);
      case "include_dir" -> addFolder(file.resolveSibling(value), depth + 1);
      default -> values.put(name, value);
    }
  }

  private void addIfExists(Path file, int depth) throws IOException {
    if (Files.exists(file)) {
      add(file, depth);
    }
  }

  private void addFolder(Path folder, int depth) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.conf")) {
      for (Path file : found) {
        if (!file.getFileName().toString().startsWith(".")) {
          files.add(file);
        }
      }
    }
    Collections.sort(files);
    for (Path file : files) {
      add(file, depth);
    }
  }

  private static String value(String text) {
    if (!text.startsWith("'")) {
      return text;
    }
    return ESCAPE
        .matcher(text.substring(1, text.length() - 1))
        .replaceAll(escape -> Matcher.quoteReplacement(meaning(escape.group())));
  }

  private static String meaning(String escape) {
    char letter = escape.charAt(1);
    return switch (letter) {
      case 'b' -> "\b";
      case 'f' -> "\f";
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      default ->
          Character.digit(letter, 8) < 0
              ? String.valueOf(letter)
              : String.valueOf((char) (Integer.parseInt(escape.substring(1), 8) & 0xFF));
    };
  }
}
