package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.render.template.FencedBlock;
import java.util.List;

/**
 * A new major version of PostgreSQL.
 *
 * @param before backups of the old version, for each stanza
 * @param after what accepts the new cluster, for each stanza
 */
record RunbookUpgrade(FencedBlock stop, List<FencedBlock> before, List<FencedBlock> after) {
  static RunbookUpgrade of(List<RunbookStanza> stanzas) {
    return new RunbookUpgrade(
        Shell.block(
            Shell.spread(
                "sudo systemctl stop", stanzas.stream().flatMap(RunbookStanza::timers).toList())),
        stanzas.stream()
            .map(stanza -> stanza.block(stanza.fullBackups().toArray(String[]::new)))
            .toList(),
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
