package io.github.pgbackrest2nix.exporter;

import java.util.List;

/**
 * What should be there, whatever pgBackRest says.
 *
 * @param hostname the value of the label of that name
 * @param stanzas in the order of the declaration, at least one
 */
record Declaration(String hostname, List<DeclaredStanza> stanzas) {
  Declaration {
    stanzas = List.copyOf(stanzas);
  }

  /** A stanza and the repositories, at least one, that should hold its backups. */
  record DeclaredStanza(String name, List<DeclaredRepo> repos) {
    DeclaredStanza {
      repos = List.copyOf(repos);
    }
  }

  /**
   * A repository.
   *
   * @param key as in {@code repo1-path}, 1 to 256
   * @param name what people call it; in messages only
   */
  record DeclaredRepo(int key, String name) {}
}
