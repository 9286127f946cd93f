package io.github.pgbackrest2nix.exporter;

import java.util.Optional;

/**
 * A place in WAL, as the name of a segment gives it.
 *
 * @param timeline counts promotions
 * @param log the upper half of an LSN
 * @param segment number within it
 */
record WalSegment(long timeline, long log, long segment) {
  /** What initdb takes unless told otherwise. */
  static final long USUAL_SIZE = 16L << 20;

  static final int NAME_LENGTH = 24;

  private static final int PART = 8;
  private static final int HEX = 16;

  /** Parses the 24 hexadecimal digits that the name begins with, if it does. */
  static Optional<WalSegment> parse(String name) {
    if (name.length() < 3 * PART) {
      return Optional.empty();
    }
    for (int i = 0; i < 3 * PART; i++) {
      if (Character.digit(name.charAt(i), HEX) < 0 || name.charAt(i) > 'f') {
        return Optional.empty();
      }
    }
    return Optional.of(new WalSegment(part(name, 0), part(name, 1), part(name, 2)));
  }

  private static long part(String name, int index) {
    return Long.parseLong(name.substring(index * PART, (index + 1) * PART), HEX);
  }

  /** Returns the one with this {@link #number}. */
  static WalSegment of(long timeline, long number, long segmentSize) {
    return new WalSegment(timeline, number / perLog(segmentSize), number % perLog(segmentSize));
  }

  private static long perLog(long segmentSize) {
    return (1L << 32) / segmentSize;
  }

  /** Returns its name, 24 hexadecimal digits. */
  String name() {
    return "%08X%08X%08X".formatted(timeline, log, segment);
  }

  /** Returns how many segments of this size there are before it since LSN 0/0. */
  long number(long segmentSize) {
    return log * perLog(segmentSize) + segment;
  }

  /** Returns a number that grows along WAL, whatever the size of segments. */
  long order() {
    return log << 32 | segment;
  }
}
