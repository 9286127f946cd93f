package io.github.pgbackrest2nix.exporter;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What earlier collections found.
 *
 * @param running by stanza, of those whose lock was held the last time
 * @param walChecks the last ones
 */
record Remembered(
    SortedMap<RepoId, Success> successes,
    SortedMap<String, Running> running,
    SortedMap<RepoId, WalCheck> walChecks) {
  static final Remembered NOTHING = of(Map.of());

  Remembered {
    successes = Collections.unmodifiableSortedMap(new TreeMap<>(successes));
    running = Collections.unmodifiableSortedMap(new TreeMap<>(running));
    walChecks = Collections.unmodifiableSortedMap(new TreeMap<>(walChecks));
  }

  static Remembered of(Map<RepoId, Success> successes) {
    return new Remembered(new TreeMap<>(successes), new TreeMap<>(), new TreeMap<>());
  }

  /**
   * The last time that the backups could be read.
   *
   * @param at Unix time
   */
  record Success(long at, RepoFacts facts) {}

  /**
   * A command that holds a stanza's lock.
   *
   * @param holder what tells it from others; empty if that is not known
   * @param since Unix time of the collection that found it first
   */
  record Running(String holder, long since) {}
}
