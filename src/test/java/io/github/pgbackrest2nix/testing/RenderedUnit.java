package io.github.pgbackrest2nix.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A service as a module defines it, as far as running it needs.
 *
 * @param script the text that NixOS would write into a file and start; else ExecStart says what
 * @param settings those of [Service], each with its lines
 */
public record RenderedUnit(
    String name, Optional<String> script, Map<String, List<String>> settings) {
  // Whatever needs quotes, variables or specifiers would have to be read as systemd reads it.
  private static final Pattern PLAIN = Pattern.compile("[\\w %+/.:=,@-]+");

  static RenderedUnit of(String name, Map<?, ?> definition) {
    Map<String, List<String>> settings = new TreeMap<>();
    if (definition.get("serviceConfig") instanceof Map<?, ?> service) {
      service.forEach((key, value) -> settings.put("" + key, lines(value)));
    }
    Object script = definition.get("script");
    return new RenderedUnit(
        name + ".service", Optional.ofNullable(script).map(Object::toString), settings);
  }

  /** A setting's lines, none where it is not set. */
  List<String> lines(String setting) {
    List<String> lines = settings.getOrDefault(setting, List.of());
    lines.forEach(
        line -> {
          if (!PLAIN.matcher(line).matches()) {
            throw new AssertionError(name + ": no plain words in " + setting + ": " + line);
          }
        });
    return lines;
  }

  private static List<String> lines(@Nullable Object value) {
    return value instanceof List<?> several
        ? several.stream().map(String::valueOf).toList()
        : List.of(String.valueOf(value));
  }
}
