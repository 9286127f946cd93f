package io.github.pgbackrest2nix.rule.retention;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.forecast.Forecast;
import io.github.pgbackrest2nix.forecast.RestoreWindow;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.rule.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The window of one repository, and how it comes about. */
record Window(Repository repository, Duration guaranteed) {
  private static final long DAY = Duration.ofDays(1).toSeconds();

  /**
   * Finds the longest window; nothing where one of the repositories has no limit or there is none.
   */
  static Optional<Window> findLongest(
      Forecast forecast, Stanza stanza, List<Repository> repositories) {
    List<Window> windows = new ArrayList<>();
    for (Repository repository : repositories) {
      Optional<Duration> guaranteed = RestoreWindow.guaranteed(forecast, stanza, repository);
      if (guaranteed.isEmpty()) {
        return Optional.empty();
      }
      windows.add(new Window(repository, guaranteed.get()));
    }
    return windows.stream().max(Comparator.comparing(Window::guaranteed));
  }

  /** Finds what is wrong with a promise that this window, the longest, does not reach. */
  Optional<Finding> findShortfall(ConfigPath promise, Duration promised) {
    if (guaranteed.compareTo(promised) >= 0) {
      return Optional.empty();
    }
    String message =
        "%s are promised, but \"%s\" guarantees only %s: %s"
            .formatted(text(promised), repository.name(), text(guaranteed), arithmetic());
    return Optional.of(
        Finding.atKey(promise, message)
            .help("raise retention.full (or fullDays), or promise no more than that")
            .see(repository.retention().at(), "this retention is the longest"));
  }

  private String arithmetic() {
    Optional<Integer> fulls = RestoreWindow.fullsWithWal(repository.retention());
    if (fulls.isEmpty()) {
      return "it keeps full backups for that many days";
    }
    return "it keeps WAL for %s, and right after the newest, the oldest is from %s before"
        .formatted(counted(fulls.get(), "full backup"), counted(fulls.get() - 1, "run"));
  }

  static String text(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds % DAY == 0) {
      return counted(seconds / DAY, "day");
    }
    return seconds % 3600 == 0 ? counted(seconds / 3600, "hour") : counted(seconds / 60, "minute");
  }

  private static String counted(long count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "s");
  }
}
