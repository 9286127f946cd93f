package io.github.pgbackrest2nix.exporter;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What earlier collections found. */
record Remembered(SortedMap<RepoId, Success> successes) {
  static final Remembered NOTHING = new Remembered(new TreeMap<>());

  Remembered {
    successes = Collections.unmodifiableSortedMap(new TreeMap<>(successes));
  }

  static Remembered of(Map<RepoId, Success> successes) {
    return new Remembered(new TreeMap<>(successes));
  }

  /**
   * The last time that the backups could be read.
   *
   * @param at Unix time
   */
  record Success(long at, RepoFacts facts) {}
}
