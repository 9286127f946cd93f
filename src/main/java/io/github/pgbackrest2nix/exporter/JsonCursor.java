package io.github.pgbackrest2nix.exporter;

import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * A place in a JSON text that only moves forward. Values of an unexpected kind, null included, are
 * read as absent; text that is no JSON raises Jackson's exceptions.
 *
 * <pre>
 * if (json.enterObject()) {
 *   while (json.nextField()) {
 *     switch (json.field()) { ... default -> json.skip(); }
 * </pre>
 */
final class JsonCursor implements AutoCloseable {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .build();

  private final JsonParser parser;
  private String field = "";

  /** Starts at the first value of the stream, which stays open. */
  JsonCursor(InputStream text) {
    parser = FACTORY.createParser(ObjectReadContext.empty(), text);
    parser.nextToken();
  }

  /** Enters the object at this place, or skips what stands here instead. */
  boolean enterObject() {
    return enter(JsonToken.START_OBJECT);
  }

  /** Enters the list at this place, or skips what stands here instead. */
  boolean enterList() {
    return enter(JsonToken.START_ARRAY);
  }

  private boolean enter(JsonToken start) {
    if (parser.currentToken() == start) {
      return true;
    }
    parser.skipChildren();
    return false;
  }

  /** Moves to the value of the next field of the object that was entered, unless it ends. */
  boolean nextField() {
    if (parser.nextToken() == JsonToken.END_OBJECT) {
      return false;
    }
    field = parser.currentName();
    parser.nextToken();
    return true;
  }

  /** Moves to the next item of the list that was entered, unless it ends. */
  boolean nextItem() {
    return parser.nextToken() != JsonToken.END_ARRAY;
  }

  /** Returns the name of the field that the cursor moved to last. */
  String field() {
    return field;
  }

  Optional<String> text() {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return Optional.of(parser.getString());
    }
    parser.skipChildren();
    return Optional.empty();
  }

  OptionalLong integer() {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return OptionalLong.of(parser.getLongValue());
    }
    parser.skipChildren();
    return OptionalLong.empty();
  }

  boolean isAtObject() {
    return parser.currentToken() == JsonToken.START_OBJECT;
  }

  /**
   * Returns a text, a {@code Boolean}, or an integer as {@code Long} or, if it is too large for
   * that, as its digits.
   */
  Optional<Object> scalar() {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NUMBER_INT) {
      boolean small = parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
      return Optional.of(small ? (Object) parser.getLongValue() : parser.getString());
    }
    Optional<Boolean> flag = bool();
    return flag.isPresent() ? Optional.of(flag.get()) : text().map(text -> text);
  }

  Optional<Boolean> bool() {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return Optional.of(token == JsonToken.VALUE_TRUE);
    }
    parser.skipChildren();
    return Optional.empty();
  }

  void skip() {
    parser.skipChildren();
  }

  /** Returns whether nothing but blanks follows the value that was read. */
  boolean isAtEnd() {
    return parser.nextToken() == null;
  }

  @Override
  public void close() {
    parser.close();
  }
}
