package io.github.pgbackrest2nix.calendar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A part of an expression that knows where it stands.
 *
 * @param whole the expression
 * @param from where the part begins, in characters
 * @param to where it ends
 */
record Part(String whole, int from, int to) {
  static Part all(String whole) {
    return new Part(whole, 0, whole.length());
  }

  String text() {
    return whole.substring(from, to);
  }

  boolean isEmpty() {
    return from == to;
  }

  /** Returns the part from here to there, counted within this one. */
  Part slice(int begin, int end) {
    return new Part(whole, from + begin, from + end);
  }

  Part slice(int begin) {
    return slice(begin, to - from);
  }

  /** Returns where a character first occurs within this part, or its length if it does not. */
  int indexOf(char wanted) {
    return indexOfAny(String.valueOf(wanted));
  }

  /** Returns where one of some characters first occurs, or the length if none does. */
  int indexOfAny(String wanted) {
    for (int i = from; i < to; i++) {
      if (wanted.indexOf(whole.charAt(i)) >= 0) {
        return i - from;
      }
    }
    return to - from;
  }

  /** Returns what stands between some characters, empty parts included. */
  List<Part> split(String separators) {
    List<Part> parts = new ArrayList<>();
    Part rest = this;
    int end = rest.indexOfAny(separators);
    while (end < rest.to - rest.from) {
      parts.add(rest.slice(0, end));
      rest = rest.slice(end + 1);
      end = rest.indexOfAny(separators);
    }
    parts.add(rest);
    return parts;
  }

  /** Returns this part without the spaces it begins with. */
  Part withoutLeadingSpaces() {
    int spaces = 0;
    while (from + spaces < to && whole.charAt(from + spaces) == ' ') {
      spaces++;
    }
    return slice(spaces);
  }

  /** Returns the first character that is not ASCII. */
  Optional<Part> firstBeyondAscii() {
    for (int i = from; i < to; i++) {
      if (whole.charAt(i) > 0x7f) {
        return Optional.of(new Part(whole, i, whole.offsetByCodePoints(i, 1)));
      }
    }
    return Optional.empty();
  }

  /** Returns where the part begins, in code points. */
  int offset() {
    return whole.codePointCount(0, from);
  }

  /** Returns how long it is, in code points. */
  int length() {
    return whole.codePointCount(from, to);
  }
}
