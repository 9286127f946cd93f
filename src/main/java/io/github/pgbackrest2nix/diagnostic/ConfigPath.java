package io.github.pgbackrest2nix.diagnostic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A place in the description, as the keys and list indexes that lead to it from the root.
 *
 * @param segments keys as written, indexes from 0 in decimal
 */
public record ConfigPath(List<String> segments) {
  /** The description as a whole. */
  public static final ConfigPath ROOT = new ConfigPath(List.of());

  public ConfigPath {
    segments = List.copyOf(segments);
  }

  /** Returns the path of these keys from the root. */
  public static ConfigPath of(String... keys) {
    return new ConfigPath(List.of(keys));
  }

  /** Returns the path of the entries below this one that these keys lead to. */
  public ConfigPath child(String... keys) {
    List<String> all = new ArrayList<>(segments.size() + keys.length);
    all.addAll(segments);
    Collections.addAll(all, keys);
    return new ConfigPath(all);
  }

  /** Returns the path of an item of the list at this path; indexes count from 0. */
  public ConfigPath child(int index) {
    return child(Integer.toString(index));
  }

  /** Returns the path one level up; the root is its own parent. */
  public ConfigPath parent() {
    return segments.isEmpty() ? this : new ConfigPath(segments.subList(0, segments.size() - 1));
  }

  /** Returns the last key, or an empty string for the root. */
  public String name() {
    return segments.isEmpty() ? "" : segments.get(segments.size() - 1);
  }

  /** Returns this path as a JSON pointer (RFC 6901), empty for the root. */
  public String pointer() {
    return segments.stream()
        .map(segment -> "/" + segment.replace("~", "~0").replace("/", "~1"))
        .collect(Collectors.joining());
  }

  /** Returns the segments joined by dots, as messages name a place. */
  @Override
  public String toString() {
    return String.join(".", segments);
  }
}
