package io.github.pgbackrest2nix.exporter;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/** Where answers come from: pgBackRest, or a test's own. */
interface InfoSource {
  /**
   * Asks for every stanza in every repository.
   *
   * @param keep makes of each stanza what is kept of it, before the next one is read; called by
   *     another thread
   */
  <T> List<T> all(Function<StanzaInfo, T> keep) throws InfoFailedException;

  /** Asks for one stanza in one repository, in the same way. */
  <T> List<T> one(RepoId id, Function<StanzaInfo, T> keep) throws InfoFailedException;

  /**
   * Lists the files of the WAL archive of one cluster.
   *
   * @param archiveId such as {@code 16-1}
   * @return whether they could be listed at all
   */
  default boolean listArchive(RepoId id, String archiveId, Listing.Files files)
      throws InfoFailedException {
    return false;
  }

  /** Returns pgBackRest's version as one number, such as 2055001 for 2.55.1, if it says. */
  default OptionalLong version() {
    return OptionalLong.empty();
  }
}
