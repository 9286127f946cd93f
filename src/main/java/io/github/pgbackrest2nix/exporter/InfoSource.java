package io.github.pgbackrest2nix.exporter;

import java.util.List;
import java.util.OptionalLong;

/** Where answers come from: pgBackRest, or a test's own. */
interface InfoSource {
  /** Asks for every stanza in every repository. */
  List<StanzaInfo> all() throws InfoFailedException;

  /** Asks for one stanza in one repository. */
  List<StanzaInfo> one(RepoId id) throws InfoFailedException;

  /**
   * Lists the files of a stanza's WAL archive, those of earlier clusters among them.
   *
   * @return whether they could be listed at all
   */
  default boolean listArchive(RepoId id, Listing.Files files) throws InfoFailedException {
    return false;
  }

  /** Returns pgBackRest's version as one number, such as 2055001 for 2.55.1, if it says. */
  default OptionalLong version() {
    return OptionalLong.empty();
  }
}
