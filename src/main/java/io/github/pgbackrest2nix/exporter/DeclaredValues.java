package io.github.pgbackrest2nix.exporter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** The values of a declaration, each refused with its place if it is of no use. */
final class DeclaredValues {
  private final JsonCursor json;

  DeclaredValues(JsonCursor json) {
    this.json = json;
  }

  Map<String, Long> numbers(String place, Set<String> names) throws IOException {
    require(json.enterObject(), place + " is not an object");
    Map<String, Long> values = new TreeMap<>();
    while (json.nextField()) {
      number(place, names, values);
    }
    return values;
  }

  void number(String place, Set<String> names, Map<String, Long> values) throws IOException {
    if (!names.contains(json.field())) {
      throw unknown(place);
    }
    values.put(json.field(), number(place));
  }

  long number(String place) throws IOException {
    String what = "\"" + json.field() + "\" of " + place;
    OptionalLong value = json.integer();
    require(
        value.isPresent() && value.getAsLong() >= 0, what + " is not an integer from 0 upwards");
    return value.getAsLong();
  }

  Path path(String place) throws IOException {
    String what = "\"" + json.field() + "\" of " + place;
    String path = json.text().orElse("");
    require(path.startsWith("/") && path.indexOf('\0') < 0, what + " is not an absolute path");
    return Path.of(path);
  }

  IOException unknown(String place) {
    return new IOException("unknown key \"" + json.field() + "\" in " + place);
  }

  static OptionalLong find(Map<String, Long> values, String name) {
    Long value = values.get(name);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  static String requireText(Optional<String> value, String what) throws IOException {
    return value
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> new IOException(what + " is missing, not a string, or blank"));
  }

  static void require(boolean holds, String otherwise) throws IOException {
    if (!holds) {
      throw new IOException(otherwise);
    }
  }

  Map<String, List<String>> texts(String place, Set<String> names) throws IOException {
    require(json.enterObject(), place + " is not an object");
    Map<String, List<String>> values = new TreeMap<>();
    while (json.nextField()) {
      if (!names.contains(json.field())) {
        throw unknown(place);
      }
      values.put(json.field(), texts("\"" + json.field() + "\" of " + place));
    }
    return values;
  }

  private List<String> texts(String what) throws IOException {
    require(json.enterList(), what + " is not a list");
    List<String> texts = new ArrayList<>();
    while (json.nextItem()) {
      texts.add(requireText(json.text(), "an item in " + what));
    }
    return texts;
  }
}
