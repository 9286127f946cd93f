package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.Deployment;
import io.github.pgbackrest2nix.deployment.MonitoringPlan;
import io.github.pgbackrest2nix.deployment.MonitoringPlan.ServerPlan;
import io.github.pgbackrest2nix.render.template.FencedBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How things stand, and backups by hand.
 *
 * @param info what pgBackRest knows, for each stanza
 * @param timers what ran last and runs next
 * @param journal the log of the last runs, for each stanza
 * @param metrics where they are collected
 * @param jobs the units, for each stanza
 * @param single one repository at a time, for each stanza
 */
record RunbookBackups(
    List<FencedBlock> info,
    FencedBlock timers,
    List<FencedBlock> journal,
    Optional<FencedBlock> metrics,
    List<FencedBlock> jobs,
    List<FencedBlock> single) {

  static RunbookBackups of(Deployment deployment, List<RunbookStanza> stanzas) {
    Stream<String> metrics =
        deployment.monitoring().flatMap(MonitoringPlan::textfile).stream()
            .map(plan -> plan.unit() + ".timer");
    List<String> timers =
        Stream.concat(stanzas.stream().flatMap(RunbookStanza::timers), metrics).toList();
    return new RunbookBackups(
        stanzas.stream().map(RunbookBackups::info).toList(),
        Shell.block(Shell.spread("systemctl list-timers --all", timers)),
        stanzas.stream().map(RunbookBackups::journal).toList(),
        deployment.monitoring().map(RunbookBackups::metrics),
        stanzas.stream().map(RunbookBackups::jobs).toList(),
        stanzas.stream().map(RunbookBackups::single).toList());
  }

  private static FencedBlock info(RunbookStanza stanza) {
    List<String> lines = new ArrayList<>();
    lines.add(stanza.pgbackrest("info"));
    if (stanza.repositories().size() > 1) {
      stanza
          .repositories()
          .forEach(
              each ->
                  lines.add(stanza.pgbackrest(each, "info") + "  " + Shell.comment(each.name())));
    }
    return stanza.block(lines.toArray(String[]::new));
  }

  private static FencedBlock journal(RunbookStanza stanza) {
    List<String> units = stanza.services().map(unit -> "--unit=" + unit).toList();
    return stanza.block(Shell.spread("journalctl --since=yesterday --no-pager", units));
  }

  private static FencedBlock metrics(MonitoringPlan plan) {
    List<String> lines = new ArrayList<>();
    plan.textfile().ifPresent(textfile -> lines.add("cat " + Shell.word(textfile.path())));
    plan.server().ifPresent(server -> lines.add(metrics(server)));
    return Shell.block(lines);
  }

  /** With a web configuration only those get an answer whom it names. */
  private static String metrics(ServerPlan server) {
    return server.webConfig().isPresent()
        ? "systemctl status " + Shell.word(server.unit() + ".service")
        : "curl -sS " + Shell.word("http://" + server.listen().fromHere() + "/metrics");
  }

  private static FencedBlock jobs(RunbookStanza stanza) {
    return stanza.block(
        stanza.plan().jobs().stream().map(RunbookStanza::start).toArray(String[]::new));
  }

  private static FencedBlock single(RunbookStanza stanza) {
    Stream<String> runs =
        stanza.plan().jobs().stream()
            .filter(job -> job.umbrella())
            .flatMap(job -> job.runs().stream())
            .map(run -> RunbookStanza.start(run.unit()));
    Stream<String> commands = stanza.repositories().stream().map(stanza::fullBackup);
    return stanza.block(Stream.concat(runs, commands).toArray(String[]::new));
  }
}
