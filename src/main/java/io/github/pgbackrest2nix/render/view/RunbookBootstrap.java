package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.BootstrapPlan;
import io.github.pgbackrest2nix.render.template.CodeSpan;
import io.github.pgbackrest2nix.render.template.FencedBlock;
import java.util.List;
import java.util.Optional;

/**
 * The restore of an empty data directory before PostgreSQL starts.
 *
 * @param dataDir the directory
 * @param inProgress the marker of a restore that has not ended
 * @param incomplete the marker of a recovery that has not replayed all WAL
 * @param status what happened, and what the markers say
 * @param keep moves away what lies in the directory
 * @param start tries again
 * @param backups makes the full backups that are still to be made
 */
record RunbookBootstrap(
    CodeSpan dataDir,
    CodeSpan unit,
    CodeSpan inProgress,
    CodeSpan incomplete,
    FencedBlock status,
    FencedBlock keep,
    FencedBlock start,
    FencedBlock backups) {
  static Optional<RunbookBootstrap> of(List<RunbookStanza> stanzas) {
    return stanzas.stream()
        .flatMap(stanza -> stanza.plan().bootstrap().stream().map(plan -> of(stanza, plan)))
        .findFirst();
  }

  private static RunbookBootstrap of(RunbookStanza stanza, BootstrapPlan plan) {
    return new RunbookBootstrap(
        new CodeSpan(stanza.plan().dataDir()),
        new CodeSpan(plan.unit() + ".service"),
        new CodeSpan(plan.inProgress()),
        new CodeSpan(plan.incomplete()),
        Shell.block(
            Shell.spread(
                "journalctl --no-pager --lines=100",
                List.of(
                    "--unit=" + plan.unit() + ".service",
                    "--unit=" + plan.backupUnit() + ".service")),
            "sudo grep -r . " + Shell.word(plan.directory())),
        stanza.block(
            "sudo mv " + stanza.dataDir() + " " + stanza.dataDir() + ".old-$(date +%Y%m%d-%H%M%S)"),
        Shell.block("sudo systemctl start postgresql.service"),
        Shell.block(RunbookStanza.start(plan.backupUnit())));
  }
}
