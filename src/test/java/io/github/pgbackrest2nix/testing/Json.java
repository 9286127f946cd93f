package io.github.pgbackrest2nix.testing;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as the collections of Java: maps, lists, strings, {@code Long}, {@code Double}, booleans.
 */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();

  private Json() {}

  /** Returns the value of the text; maps keep the order of their keys. */
  public static @Nullable Object read(String text) {
    return MAPPER.readValue(text, Object.class);
  }

  /** Returns the value as text; maps keep the order of their keys. */
  public static String write(@Nullable Object value) {
    return MAPPER.writeValueAsString(value);
  }
}
