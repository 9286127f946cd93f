package io.github.pgbackrest2nix.render.dashboard;

import io.github.pgbackrest2nix.render.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as maps, lists, strings, numbers, booleans and {@link #NULL}, and its text. */
final class JsonTree {
  /** Stands for {@code null}. */
  static final Object NULL =
      new Object() {
        @Override
        public String toString() {
          return "null";
        }
      };

  private final StringBuilder json = new StringBuilder();

  private JsonTree() {}

  /** Returns an object of names and values in turn; it keeps their order. */
  static Map<String, Object> object(Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }

  /** Returns the text, with a final line feed. */
  static String text(Object value) {
    JsonTree tree = new JsonTree();
    tree.value("", value);
    return tree.json.append('\n').toString();
  }

  private void value(String indent, Object value) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      object(indent, map);
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      list(indent, list);
    } else if (value instanceof String text) {
      json.append(JsonText.quoted(text));
    } else {
      // What is empty, a number or a boolean spells itself as JSON does, but for an empty map.
      json.append(value instanceof Map<?, ?> ? "{}" : value.toString());
    }
  }

  private void object(String indent, Map<?, ?> map) {
    String separator = "{\n";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      json.append(separator).append(indent).append("  ");
      json.append(JsonText.quoted((String) entry.getKey())).append(": ");
      value(indent + "  ", entry.getValue());
      separator = ",\n";
    }
    json.append('\n').append(indent).append('}');
  }

  private void list(String indent, List<?> list) {
    String separator = "[\n";
    for (Object each : list) {
      json.append(separator).append(indent).append("  ");
      value(indent + "  ", each);
      separator = ",\n";
    }
    json.append('\n').append(indent).append(']');
  }
}
