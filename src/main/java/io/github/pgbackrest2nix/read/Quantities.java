package io.github.pgbackrest2nix.read;

import java.time.Duration;
import java.util.Map;

/** Texts that are a number and a unit, in the forms that the schema lets pass. */
final class Quantities {
  private static final Map<String, Duration> TIMES =
      Map.of(
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1),
          "w", Duration.ofDays(7));

  private static final Map<String, Long> SIZES =
      Map.of(
          "kB",
          1_000L,
          "MB",
          1_000_000L,
          "GB",
          1_000_000_000L,
          "TB",
          1_000_000_000_000L,
          "KiB",
          1L << 10,
          "MiB",
          1L << 20,
          "GiB",
          1L << 30,
          "TiB",
          1L << 40);

  private Quantities() {}

  static Duration duration(String text) {
    return unit(TIMES, text).multipliedBy(number(text));
  }

  /** Returns a size in bytes. */
  static long bytes(String text) {
    return Math.multiplyExact(unit(SIZES, text), number(text));
  }

  private static long number(String text) {
    return Long.parseLong(text.replaceAll("\\D", ""));
  }

  private static <T> T unit(Map<String, T> units, String text) {
    T unit = units.get(text.replaceAll("\\d", ""));
    if (unit == null) {
      throw new IllegalStateException("the schema let pass the quantity " + text);
    }
    return unit;
  }
}
