package io.github.pgbackrest2nix.change;

import io.github.pgbackrest2nix.forecast.Forecast;
import io.github.pgbackrest2nix.forecast.RestoreWindow;
import io.github.pgbackrest2nix.forecast.Staleness;
import io.github.pgbackrest2nix.model.BackupType;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Retention;
import io.github.pgbackrest2nix.model.Stanza;
import java.time.Duration;
import java.util.Optional;

/**
 * What a retention keeps of one stanza, by the calendars of its jobs.
 *
 * @param unlimited whether every full backup is kept
 * @param fulls how many are kept, where that can be told
 * @param window how far back a restore to any moment reaches at the least
 */
record Limit(boolean unlimited, Optional<Long> fulls, Optional<Duration> window) {
  private static final long DAY = Duration.ofDays(1).toSeconds();
  private static final long HOUR = Duration.ofHours(1).toSeconds();

  static Limit of(Forecast forecast, Stanza stanza, Repository repository, Retention retention) {
    Optional<Duration> gap = Staleness.usualGap(forecast, stanza, repository, BackupType.FULL);
    Optional<Long> ofDays =
        retention
            .fullDays()
            .flatMap(days -> gap.map(each -> Duration.ofDays(days).dividedBy(each) + 1));
    return new Limit(
        retention.full().isEmpty() && retention.fullDays().isEmpty(),
        retention.full().map(Integer::longValue).or(() -> ofDays),
        RestoreWindow.guaranteed(forecast, stanza, repository, retention));
  }

  /** Finds how many full backups this keeps that the other does not, in words. */
  Optional<String> findLost(Limit other) {
    if (other.fulls.isEmpty()) {
      return Optional.empty();
    }
    if (unlimited) {
      return Optional.of("all but the newest " + other.fulls.get());
    }
    return fulls
        .map(count -> count - other.fulls.get())
        .filter(lost -> lost > 0)
        .map(lost -> "up to " + lost);
  }

  /** Finds what the other takes away of the window, in words. */
  Optional<String> findShrinking(Limit other) {
    return other
        .window
        .filter(left -> window.map(had -> had.compareTo(left) > 0).orElse(unlimited))
        .map(left -> window.map(had -> "from " + text(had) + " ").orElse("") + "to " + text(left));
  }

  /** Returns the length in its largest whole unit. */
  private static String text(Duration length) {
    long seconds = length.toSeconds();
    if (seconds % DAY == 0) {
      return counted(seconds / DAY, "day");
    }
    return seconds % HOUR == 0
        ? counted(seconds / HOUR, "hour")
        : counted(length.toMinutes(), "minute");
  }

  static String counted(long count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "s");
  }
}
