package io.github.pgbackrest2nix.schema;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What messages call the kinds of values. */
final class Kinds {
  private static final Pattern PLAIN = Pattern.compile("-?[0-9]{1,18}|true|false");

  private Kinds() {}

  /** Names the kind of the value, where it is not of this type of the schema's. */
  static String found(JsonNode value, JsonNode type) {
    boolean broken = value.isFloatingPointNumber() && Double.isFinite(value.doubleValue());
    return broken && type.asString("").equals("integer")
        ? "a number with a point or an exponent"
        : found(value);
  }

  private static String found(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "text";
      case NUMBER -> Double.isFinite(value.doubleValue()) ? "a number" : "no finite number";
      case BOOLEAN -> "a boolean";
      case NULL -> "nothing";
      case ARRAY -> "a list";
      case OBJECT -> "a map";
      default -> throw new IllegalStateException("no JSON: " + value.getNodeType());
    };
  }

  /** Names one type of the schema's {@code type} keyword, or all of them. */
  static String expected(JsonNode type) {
    List<String> names =
        (type.isArray() ? type.valueStream() : Stream.of(type))
            .map(each -> named(each.asString()))
            .toList();
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }

  /** Returns whether the text would be a number or boolean without its quotes. */
  static boolean looksPlain(String text) {
    return PLAIN.matcher(text).matches();
  }

  private static String named(String type) {
    return switch (type) {
      case "string" -> "text";
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "boolean" -> "a boolean";
      case "array" -> "a list";
      case "object" -> "a map";
      case "null" -> "null";
      default -> throw new IllegalStateException("no type: " + type);
    };
  }
}
