package io.github.pgbackrest2nix.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What Nix would build, as it stands in a {@code .drv} file of the store: {@code Derive(outputs,
 * inputs, sources, system, builder, arguments, environment)} in lists, tuples and strings.
 *
 * @param output the path in the store that it would build
 * @param inputs the {@code .drv} files that it needs
 * @param environment by name; what stands in {@code __json} included
 */
record Derivation(String output, List<String> inputs, NavigableMap<String, String> environment) {
  /** Names under which nixpkgs' writers of files keep the text. */
  private static final List<String> TEXTS = List.of("text", "value", "content");

  static Derivation read(Path file) {
    try {
      String text = Files.readString(file);
      if (!text.startsWith("Derive(")) {
        throw new IllegalArgumentException("not a derivation: " + file);
      }
      var reader = new Reader(text, "Derive".length());
      return of(list(reader.value()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Derivation of(List<?> parts) {
    NavigableMap<String, String> environment = new TreeMap<>();
    list(parts.get(6)).forEach(pair -> environment.put(string(pair, 0), string(pair, 1)));
    if (environment.containsKey("__json")) {
      Object attributes = Objects.requireNonNull(Json.read(environment.get("__json")));
      ((Map<?, ?>) attributes).forEach((name, value) -> environment.put("" + name, "" + value));
    }
    List<String> inputs = list(parts.get(1)).stream().map(input -> string(input, 0)).toList();
    String output =
        list(parts.get(0)).stream()
            .filter(each -> string(each, 0).equals("out"))
            .map(each -> string(each, 1))
            .findFirst()
            .orElse("");
    return new Derivation(output, inputs, environment);
  }

  /** The text of the file that it writes; empty where it does something else. */
  Optional<String> text() {
    return TEXTS.stream()
        .map(environment::get)
        .flatMap(Stream::ofNullable)
        .filter(text -> !text.isEmpty())
        .findFirst();
  }

  /** Where the text goes. */
  String file() {
    return output + environment.getOrDefault("destination", "");
  }

  private static List<?> list(Object value) {
    return (List<?>) value;
  }

  private static String string(Object tuple, int index) {
    return (String) list(tuple).get(index);
  }

  /** Reads the one notation that all of the file is in. */
  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text, int at) {
      this.text = text;
      this.at = at;
    }

    Object value() {
      char first = text.charAt(at++);
      return switch (first) {
        case '"' -> string();
        case '[' -> list(']');
        case '(' -> list(')');
        default -> throw new IllegalArgumentException("not a value at " + at + ": " + first);
      };
    }

    private List<Object> list(char end) {
      List<Object> values = new ArrayList<>();
      while (text.charAt(at) != end) {
        values.add(value());
        if (text.charAt(at) == ',') {
          at++;
        }
      }
      at++;
      return values;
    }

    private String string() {
      StringBuilder value = new StringBuilder();
      for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
        value.append(c == '\\' ? escaped(text.charAt(at++)) : c);
      }
      return value.toString();
    }

    private static char escaped(char c) {
      return switch (c) {
        case 'n' -> '\n';
        case 'r' -> '\r';
        case 't' -> '\t';
        default -> c;
      };
    }
  }
}
