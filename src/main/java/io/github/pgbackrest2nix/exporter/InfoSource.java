package io.github.pgbackrest2nix.exporter;

import java.util.List;

/** Where answers come from: pgBackRest, or a test's own. */
interface InfoSource {
  /** Asks for every stanza in every repository. */
  List<StanzaInfo> all() throws InfoFailedException;

  /** Asks for one stanza in one repository. */
  List<StanzaInfo> one(RepoId id) throws InfoFailedException;
}
