package io.github.pgbackrest2nix.exporter;

import java.util.OptionalLong;

/**
 * What a repository lacks of the WAL that PostgreSQL had finished when the collection began.
 *
 * @param segments those that PostgreSQL takes for archived
 * @param seconds since when the first that is lacking was finished, 0 if none is
 * @param since the same as Unix time
 */
record Unarchived(long segments, long seconds, OptionalLong since) {
  static final Unarchived NOTHING = new Unarchived(0, 0, OptionalLong.empty());
}
