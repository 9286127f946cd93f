package io.github.pgbackrest2nix.render.view;

import java.time.Duration;

/** How lengths of time are spelled, in the largest unit that needs no fraction. */
final class Times {
  private Times() {}

  /** Returns the length as systemd reads it, such as {@code 25h}, {@code 15min} or {@code 90s}. */
  static String systemd(Duration length) {
    return spell(length, "min");
  }

  /** Returns the length as Prometheus reads it, such as {@code 30m}. */
  static String prometheus(Duration length) {
    return spell(length, "m");
  }

  private static String spell(Duration length, String minute) {
    long seconds = length.toSeconds();
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + minute : seconds + "s";
  }
}
