package io.github.pgbackrest2nix.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One entry of a table: lines {@code KEY: VALUE}, of which those that begin with a blank go on with
 * the line before. Empty lines separate entries, {@code #} begins a line of comment. The tables are
 * our own, so a mistake in one is a bug and throws.
 */
public final class Block {
  private final Map<String, String> values;

  private Block(Map<String, String> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /**
   * Reads the table in a resource.
   *
   * @param owner class beside which the resource lies
   * @param keys all that an entry may have
   */
  public static List<Block> read(Class<?> owner, String resource, Set<String> keys) {
    try (InputStream in = owner.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), keys);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Block> parse(String text, Set<String> keys) {
    String table = text.replaceAll("(?m)^#.*\n", "").replaceAll("\n +", " ");
    return Stream.of(table.split("\n{2,}", -1))
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .map(entry -> entry(entry, keys))
        .toList();
  }

  private static Block entry(String entry, Set<String> keys) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : entry.split("\n", -1)) {
      int colon = line.indexOf(": ");
      String key = colon < 0 ? line : line.substring(0, colon);
      if (colon < 0 || !keys.contains(key)) {
        throw new IllegalArgumentException("not KEY: VALUE with a key of " + keys + ": " + line);
      }
      if (values.put(key, line.substring(colon + 2).strip()) != null) {
        throw new IllegalArgumentException("twice in one entry: " + line);
      }
    }
    return new Block(values);
  }

  /** Finds the value of a key. */
  public Optional<String> find(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** Returns the value of a key that every entry has. */
  public String require(String key) {
    return find(key).orElseThrow(() -> new IllegalArgumentException("no " + key + ": " + values));
  }
}
