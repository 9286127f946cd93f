package io.github.pgbackrest2nix.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The type of a NixOS option, as its documentation words it, for instance {@code null or list of
 * string}.
 */
record OptionType(String description) {
  private static final Pattern LIST = Pattern.compile("list of (.*)");
  private static final Pattern SET =
      Pattern.compile("(?:open )?(?:submodule of )?attribute set of (.*)");
  private static final Pattern MATCHING = Pattern.compile("string matching the pattern (.*)");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");
  private static final Set<String> TEXTS =
      Set.of(
          "string", "strings concatenated", "string, not containing", "configured template name");

  /** Returns whether the value, read from JSON, is of the type. */
  boolean accepts(@Nullable Object value) {
    return alternatives().stream().anyMatch(alternative -> acceptsOne(alternative, value));
  }

  private static boolean acceptsOne(String type, @Nullable Object value) {
    Matcher list = LIST.matcher(type);
    if (list.matches()) {
      return value instanceof List<?> items && items.stream().allMatch(item(list.group(1)));
    }
    Matcher set = SET.matcher(type);
    if (set.matches()) {
      return value instanceof Map<?, ?> map && map.values().stream().allMatch(item(set.group(1)));
    }
    Matcher matching = MATCHING.matcher(type);
    if (matching.matches()) {
      String pattern = matching.group(1).replace("[[:digit:]]", "[0-9]");
      return value instanceof String text && text.matches(pattern);
    }
    if (type.startsWith("one of ") || type.startsWith("value ")) {
      return QUOTED.matcher(type).results().anyMatch(word -> word.group(1).equals(value));
    }
    return acceptsSimple(type, value);
  }

  private static Predicate<@Nullable Object> item(String type) {
    return new OptionType(type)::accepts;
  }

  private static boolean acceptsSimple(String type, @Nullable Object value) {
    if (TEXTS.stream().anyMatch(type::startsWith)) {
      return value instanceof String;
    }
    if (type.startsWith("absolute path")) {
      return value instanceof String text && text.startsWith("/");
    }
    return switch (type) {
      case "null" -> value == null;
      case "boolean" -> value instanceof Boolean;
      case "signed integer" -> value instanceof Long;
      case "unsigned integer, meaning >=0" -> value instanceof Long number && number >= 0;
      case "16 bit unsigned integer; between 0 and 65535 (both inclusive)" ->
          value instanceof Long number && number >= 0 && number <= 65535;
      case "floating point number" -> value instanceof Double;
      case "(optionally newline-terminated) single-line string" ->
          value instanceof String text && text.stripTrailing().indexOf('\n') < 0;
      case "package" -> value instanceof String text && text.startsWith("/nix/store/");
      // NixOS would take null, and write a line without a value.
      case "systemd option" -> isSystemdValue(value);
      case "submodule", "attribute set", "dataset/template options" -> value instanceof Map;
      case "unspecified value" -> true;
      default -> {
        // Functions have no JSON.
        if (type.startsWith("function that")) {
          yield false;
        }
        throw new IllegalStateException("unknown type of option: " + type);
      }
    };
  }

  private static boolean isSystemdValue(@Nullable Object value) {
    return value instanceof List<?> items
        ? items.stream().allMatch(OptionType::isSystemdScalar)
        : isSystemdScalar(value);
  }

  private static boolean isSystemdScalar(@Nullable Object value) {
    return value instanceof String || value instanceof Long || value instanceof Boolean;
  }

  // Splits at the "or"s outside of parentheses.
  private List<String> alternatives() {
    String text = description.replace("newlines or colons", "newlines/colons");
    List<String> found = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
      if (depth == 0 && text.startsWith(" or ", i)) {
        found.add(text.substring(start, i));
        start = i + " or ".length();
      }
    }
    found.add(text.substring(start));
    return found.size() == 1
        ? inner(found.get(0))
        : found.stream().flatMap(t -> inner(t).stream()).toList();
  }

  private static List<String> inner(String alternative) {
    String type = alternative.replaceFirst(" convertible to it$", "");
    return isParenthesized(type)
        ? new OptionType(type.substring(1, type.length() - 1)).alternatives()
        : List.of(type);
  }

  private static boolean isParenthesized(String type) {
    int depth = 0;
    for (int i = 0; i < type.length(); i++) {
      depth += type.charAt(i) == '(' ? 1 : type.charAt(i) == ')' ? -1 : 0;
      if (depth == 0) {
        return i > 0 && i == type.length() - 1;
      }
    }
    return false;
  }
}
