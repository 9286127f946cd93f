package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.Deployment;
import io.github.pgbackrest2nix.deployment.HostPaths;
import io.github.pgbackrest2nix.deployment.RepositoryPlan;
import io.github.pgbackrest2nix.deployment.RestoreCommand;
import io.github.pgbackrest2nix.deployment.StanzaPlan;
import io.github.pgbackrest2nix.deployment.StanzaPlan.DrillPlan;
import io.github.pgbackrest2nix.nix.NixExpr;
import io.github.pgbackrest2nix.nix.NixExpr.Attribute;
import io.github.pgbackrest2nix.render.template.FencedBlock;
import io.github.pgbackrest2nix.render.template.NixFragment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the restore command knows of the host; what it tells people to type is the runbook's. */
final class RestoreFacts {
  private RestoreFacts() {}

  /** Returns the facts as a set. */
  static NixFragment of(Deployment deployment) {
    return NixFragment.of(
        NixExpr.set(
            // Without PostgreSQL the option has no value.
            NixExpr.attribute(
                "nixosDataDir", NixExpr.code("if cfg.enable then cfg.dataDir else \"\"")),
            NixExpr.attribute("notes", HostPaths.RESTORE_NOTES),
            NixExpr.attribute("archiveGet", RestoreCommand.PROGRAM),
            NixExpr.attribute(
                "repositories",
                NixExpr.list(
                    deployment.repositories().stream().map(RestoreFacts::repository).toList())),
            NixExpr.attribute(
                "stanzas",
                NixExpr.set(
                    deployment.stanzas().stream()
                        .map(stanza -> stanza(deployment, stanza))
                        .toList()))));
  }

  private static NixExpr repository(RepositoryPlan plan) {
    List<Attribute> facts = new ArrayList<>();
    facts.add(NixExpr.attribute("key", NixExpr.integer(plan.key())));
    facts.add(NixExpr.attribute("name", plan.name()));
    plan.mount().ifPresent(mount -> facts.add(NixExpr.attribute("mount", mount)));
    plan.directory().ifPresent(path -> facts.add(NixExpr.attribute("directory", path)));
    return NixExpr.set(facts);
  }

  private static Attribute stanza(Deployment deployment, StanzaPlan plan) {
    var stanza = new RunbookStanza(plan, deployment.repositories(), true);
    RunbookRestore steps = RunbookRestore.of(deployment, List.of(stanza));
    return NixExpr.attribute(
        List.of(plan.name()),
        NixExpr.set(
            NixExpr.attribute("version", "" + plan.postgresqlVersion()),
            NixExpr.attribute("dataDir", plan.dataDir()),
            NixExpr.attribute("socketDir", plan.socketDir()),
            NixExpr.attribute("port", NixExpr.integer(plan.port())),
            NixExpr.attribute("lock", plan.lock()),
            NixExpr.attribute("programs", programs(plan)),
            NixExpr.attribute("preload", preload(plan)),
            NixExpr.attribute("settings", settings(plan)),
            NixExpr.attribute("timers", NixExpr.strings(stanza.timers().toList())),
            NixExpr.attribute(
                "drills",
                NixExpr.strings(
                    plan.drills().stream().map(DrillPlan::unit).map(n -> n + ".service").toList())),
            lines("stop", Stream.of(steps.stop())),
            lines("start", Stream.concat(Stream.of(steps.start()), steps.waiting().stream())),
            lines("verify", Stream.concat(steps.compare().stream(), steps.verify().stream())),
            lines("goBack", Stream.of(Shell.block(stanza.newTimeline()))),
            lines("full", steps.full().stream()),
            lines("resume", Stream.of(steps.resume()))));
  }

  private static NixExpr programs(StanzaPlan plan) {
    String version = Nix.string("" + plan.postgresqlVersion());
    return NixExpr.string(NixExpr.interpolated("postgresqlOf " + version), NixExpr.text("/bin"));
  }

  /** What other clusters load, NixOS does not know. */
  private static NixExpr preload(StanzaPlan plan) {
    return NixExpr.code(
        "if cfg.enable && cfg.dataDir == %s then preloaded else \"\""
            .formatted(Nix.string(plan.dataDir())));
  }

  /** What the data need to be read, as JSON: its trial restores say that. */
  private static NixExpr settings(StanzaPlan plan) {
    return NixExpr.set(
        plan.drills().stream()
            .limit(1)
            .flatMap(drill -> drill.declared().settings().entries().stream())
            .map(DrillFacts::setting)
            .toArray(Attribute[]::new));
  }

  private static Attribute lines(String name, Stream<FencedBlock> blocks) {
    return NixExpr.attribute(
        name, NixExpr.strings(blocks.flatMap(block -> block.text().lines()).toList()));
  }
}
