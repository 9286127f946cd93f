package io.github.pgbackrest2nix.deployment;

import io.github.pgbackrest2nix.model.BackupType;
import java.time.Duration;

/** Values in words, for people who read an alert. */
final class Phrases {
  private static final long GIGA = 1_000_000_000L;

  private Phrases() {}

  static String adjective(BackupType type) {
    return switch (type) {
      case FULL -> "full";
      case DIFF -> "differential";
      case INCR -> "incremental";
    };
  }

  /** Returns the age in hours and, where they are not whole, minutes. */
  static String age(Duration age) {
    String hours = age.toHours() + " hours";
    return age.toMinutesPart() == 0 ? hours : hours + " " + age.toMinutesPart() + " minutes";
  }

  /** Returns the duration in its largest whole unit, such as {@code 90 minutes}. */
  static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds % 3600 == 0) {
      return seconds / 3600 + " hours";
    }
    return seconds % 60 == 0 ? seconds / 60 + " minutes" : seconds + " seconds";
  }

  /** Returns the bytes as PromQL, such as {@code 100e9}. */
  static String bytes(long bytes) {
    return bytes % GIGA == 0 ? bytes / GIGA + "e9" : Long.toString(bytes);
  }

  /** Returns the bytes as people write them, such as {@code 100GB}. */
  static String size(long bytes) {
    return bytes % GIGA == 0 ? bytes / GIGA + "GB" : bytes + " bytes";
  }
}
