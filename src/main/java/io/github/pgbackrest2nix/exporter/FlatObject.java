package io.github.pgbackrest2nix.exporter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A JSON object with everything in it under one name, such as {@code status.lock.backup.held}. A
 * value of an unexpected kind, null included, is absent.
 */
final class FlatObject {
  private final String what;
  private final Map<String, Object> values = new HashMap<>();
  private final Map<String, List<FlatObject>> lists = new HashMap<>();

  private FlatObject(String what) {
    this.what = what;
  }

  /**
   * Reads the object that the cursor is at, or nothing if something else stands there.
   *
   * @param what it is, for messages
   * @param lists names of the lists of objects in it and in these; others are skipped
   */
  static FlatObject read(JsonCursor json, String what, Set<String> lists) {
    FlatObject object = new FlatObject(what);
    object.fill(json, "", lists);
    return object;
  }

  private void fill(JsonCursor json, String prefix, Set<String> wanted) {
    if (!json.enterObject()) {
      return;
    }
    while (json.nextField()) {
      String name = prefix + json.field();
      if (json.isAtObject()) {
        fill(json, name + ".", wanted);
      } else if (wanted.contains(name)) {
        lists.put(name, readList(json, name, wanted));
      } else {
        json.scalar().ifPresent(value -> values.put(name, value));
      }
    }
  }

  private List<FlatObject> readList(JsonCursor json, String name, Set<String> wanted) {
    List<FlatObject> items = new ArrayList<>();
    if (json.enterList()) {
      while (json.nextItem()) {
        items.add(read(json, what + "." + name, wanted));
      }
    }
    return items;
  }

  /** Finds a text; a number too large for Java's counts as one. */
  Optional<String> text(String name) {
    return values.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  OptionalLong integer(String name) {
    return values.get(name) instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
  }

  OptionalInt smallInteger(String name) {
    return values.get(name) instanceof Long number && number == number.intValue()
        ? OptionalInt.of(number.intValue())
        : OptionalInt.empty();
  }

  Optional<Boolean> bool(String name) {
    return values.get(name) instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
  }

  /** Finds an integer of any size, as digits. */
  Optional<String> digits(String name) {
    Object value = values.get(name);
    return value instanceof Long ? Optional.of(value.toString()) : text(name);
  }

  List<FlatObject> list(String name) {
    return lists.getOrDefault(name, List.of());
  }

  /** Counts the values whose names begin so. */
  long countBelow(String prefix) {
    long count = 0;
    for (String name : values.keySet()) {
      if (name.startsWith(prefix)) {
        count++;
      }
    }
    return count;
  }

  String requireText(String name) throws IOException {
    return text(name).orElseThrow(() -> lacks(name));
  }

  String requireDigits(String name) throws IOException {
    return digits(name).orElseThrow(() -> lacks(name));
  }

  long requireInteger(String name) throws IOException {
    return integer(name).orElseThrow(() -> lacks(name));
  }

  int requireSmallInteger(String name) throws IOException {
    return smallInteger(name).orElseThrow(() -> lacks(name));
  }

  private IOException lacks(String name) {
    return new IOException("a " + what + " lacks \"" + name + "\"");
  }
}
