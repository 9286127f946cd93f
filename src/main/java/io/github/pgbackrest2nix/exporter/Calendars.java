package io.github.pgbackrest2nix.exporter;

import java.util.Collection;
import java.util.Map;

/** Tells when schedules are due. */
interface Calendars {
  /** Tells of none. */
  Calendars UNKNOWN = expressions -> Map.of();

  /**
   * Returns the Unix time at which each of these calendar expressions of systemd elapses next; one
   * that never does is left out.
   *
   * @throws InfoFailedException if it cannot be told
   */
  Map<String, Long> next(Collection<String> expressions) throws InfoFailedException;
}
