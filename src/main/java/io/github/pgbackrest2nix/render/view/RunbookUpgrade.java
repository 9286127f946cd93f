package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.render.template.FencedBlock;
import java.util.List;

/**
 * A new major version of PostgreSQL.
 *
 * @param after what accepts the new cluster, for each stanza
 */
record RunbookUpgrade(List<FencedBlock> after) {
  static RunbookUpgrade of(List<RunbookStanza> stanzas) {
    return new RunbookUpgrade(
        stanzas.stream()
            .map(
                stanza ->
                    stanza.block(
                        stanza.pgbackrest("stanza-upgrade"),
                        "sudo systemctl restart "
                            + Shell.word(stanza.plan().stanzaCreate() + ".service"),
                        stanza.pgbackrest("check")))
            .toList());
  }
}
