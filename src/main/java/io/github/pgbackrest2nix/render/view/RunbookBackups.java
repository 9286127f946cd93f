package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.Deployment;
import io.github.pgbackrest2nix.deployment.MonitoringPlan;
import io.github.pgbackrest2nix.deployment.MonitoringPlan.ServerPlan;
import io.github.pgbackrest2nix.render.template.FencedBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How things stand, and backups by hand.
 *
 * @param look what there is, what would be deleted and what the last runs said, for each stanza
 * @param timers what ran last and runs next, and what is collected
 * @param metrics whether anything is
 * @param jobs of all repositories, then of one at a time, and a full one of each, for each stanza
 */
record RunbookBackups(
    List<FencedBlock> look, FencedBlock timers, boolean metrics, List<FencedBlock> jobs) {

  static RunbookBackups of(Deployment deployment, List<RunbookStanza> stanzas) {
    Stream<String> metrics =
        deployment.monitoring().flatMap(MonitoringPlan::textfile).stream()
            .map(plan -> plan.unit() + ".timer");
    List<String> timers =
        Stream.concat(stanzas.stream().flatMap(RunbookStanza::timers), metrics).toList();
    List<String> lines = new ArrayList<>();
    lines.add(Shell.spread("systemctl list-timers --all", timers));
    deployment.monitoring().map(RunbookBackups::metrics).ifPresent(lines::addAll);
    return new RunbookBackups(
        stanzas.stream().map(RunbookBackups::look).toList(),
        Shell.block(lines),
        deployment.monitoring().isPresent(),
        stanzas.stream().map(RunbookBackups::jobs).toList());
  }

  private static FencedBlock look(RunbookStanza stanza) {
    List<String> lines = new ArrayList<>();
    lines.add(stanza.pgbackrest("info"));
    stanza
        .repositories()
        .forEach(
            each ->
                lines.add(stanza.pgbackrest(each, "--log-level-console=info expire --dry-run")));
    List<String> units = stanza.services().map(unit -> "--unit=" + unit).toList();
    lines.add(Shell.spread("journalctl --since=yesterday --no-pager", units));
    return stanza.block(lines.toArray(String[]::new));
  }

  private static List<String> metrics(MonitoringPlan plan) {
    List<String> lines = new ArrayList<>();
    plan.textfile().ifPresent(textfile -> lines.add("cat " + Shell.word(textfile.path())));
    plan.server().ifPresent(server -> lines.add(metrics(server)));
    return lines;
  }

  /** With a web configuration only those get an answer whom it names. */
  private static String metrics(ServerPlan server) {
    return server.webConfig().isPresent()
        ? "systemctl status " + Shell.word(server.unit() + ".service")
        : "curl -sS " + Shell.word("http://" + server.listen().fromHere() + "/metrics");
  }

  private static FencedBlock jobs(RunbookStanza stanza) {
    Stream<String> jobs = stanza.plan().jobs().stream().map(RunbookStanza::start);
    Stream<String> runs =
        stanza.plan().jobs().stream()
            .filter(job -> job.umbrella())
            .flatMap(job -> job.runs().stream())
            .map(run -> RunbookStanza.start(run.unit()));
    Stream<String> commands = stanza.fullBackups().stream();
    return stanza.block(
        Stream.of(jobs, runs, commands).flatMap(lines -> lines).distinct().toArray(String[]::new));
  }
}
