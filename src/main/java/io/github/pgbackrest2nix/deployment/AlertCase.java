package io.github.pgbackrest2nix.deployment;

import java.time.Duration;
import java.util.List;

/**
 * What Prometheus may find, and whether the rule then fires; it is looked at in the third interval
 * between collections after time 0.
 *
 * @param when in words
 * @param samples all that there is
 */
public record AlertCase(String when, List<Sample> samples, boolean fires) {
  public AlertCase {
    samples = List.copyOf(samples);
  }

  /**
   * The values of a series.
   *
   * @param first the value at time 0
   * @param then the value a minute later
   * @param step what each further minute adds
   */
  public record Sample(String series, long first, long then, long step) {
    /** Returns a series of one value. */
    static Sample of(String series, long value) {
      return new Sample(series, value, value, 0);
    }

    /** Returns a series that changes once. */
    static Sample changing(String series, long first, long then) {
      return new Sample(series, first, then, 0);
    }
  }

  static AlertCase fires(String when, Sample... samples) {
    return new AlertCase(when, List.of(samples), true);
  }

  static AlertCase silent(String when, Sample... samples) {
    return new AlertCase(when, List.of(samples), false);
  }

  /** Returns the cases of a rule that fires when a value is over its limit. */
  static List<AlertCase> over(String series, long limit) {
    return List.of(
        fires("just above", Sample.of(series, limit + 1)),
        silent("just below", Sample.of(series, limit)));
  }

  /** Returns the cases of a rule that fires when a time is longer ago than its limit. */
  static List<AlertCase> older(String series, Duration limit, Duration end) {
    return List.of(
        fires("just above", Sample.of(series, tooOld(limit))),
        silent("just below", Sample.of(series, youngEnough(limit, end))));
  }

  /** Returns a time that is longer ago than the limit from the beginning on. */
  static long tooOld(Duration limit) {
    return -limit.toSeconds() - 1;
  }

  /** Returns a time that is as long ago as the limit at the end, and no longer. */
  static long youngEnough(Duration limit, Duration end) {
    return end.minus(limit).toSeconds();
  }
}
