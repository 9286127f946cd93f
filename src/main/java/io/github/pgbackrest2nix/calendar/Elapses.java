package io.github.pgbackrest2nix.calendar;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The elapses of an expression in order, each found when asked for. Not for use by several threads.
 *
 * <p>As systemd computes them, with its microseconds and its treatment of clock changes: a local
 * time that a change leaves out is left out that day, and of an hour that comes twice only the
 * first is used, even by {@code hourly} (systemd issue 8647, open in version 262).
 */
public final class Elapses {
  private static final long MICROS = 1_000_000;

  private final ElapseSearch search;
  private Instant last;

  Elapses(ElapseSearch search, Instant after) {
    this.search = search;
    this.last = after;
  }

  /** Returns the next elapse and moves on to it, or nothing if there is none. */
  public Optional<Instant> next() {
    return nextAfter(last);
  }

  /** Returns the first elapse after an instant and moves on to it, or nothing if there is none. */
  public Optional<Instant> nextAfter(Instant after) {
    last = after;
    OptionalLong found = search.next(micros(after));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    last = instant(found.getAsLong());
    return Optional.of(last);
  }

  /** Returns the next elapses, at most so many. */
  public List<Instant> next(int count) {
    List<Instant> found = new ArrayList<>();
    while (found.size() < count) {
      Optional<Instant> next = next();
      if (next.isEmpty()) {
        return found;
      }
      found.add(next.get());
    }
    return found;
  }

  private static long micros(Instant instant) {
    // systemd counts from the epoch, without sign.
    if (instant.isBefore(Instant.EPOCH)) {
      return -1;
    }
    if (instant.getEpochSecond() > Long.MAX_VALUE / MICROS - 1) {
      return Long.MAX_VALUE;
    }
    return instant.getEpochSecond() * MICROS + instant.getNano() / 1000;
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
