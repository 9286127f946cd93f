package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.ConfigurationFile.Entry;
import io.github.pgbackrest2nix.deployment.Deployment;
import io.github.pgbackrest2nix.deployment.MonitoringPlan;
import io.github.pgbackrest2nix.deployment.MonitoringPlan.ServerPlan;
import io.github.pgbackrest2nix.deployment.MonitoringPlan.TextfilePlan;
import io.github.pgbackrest2nix.deployment.RepositoryPlan;
import io.github.pgbackrest2nix.model.PgBackRestVersion;
import io.github.pgbackrest2nix.render.template.CodeSpan;
import io.github.pgbackrest2nix.render.template.FencedBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What to look at when something fails.
 *
 * @param defects known ones of this version that this host meets
 * @param heldUp whether a repository that takes no WAL keeps it from the others, too
 * @param exitCodes what a command may end with
 * @param archiving for each stanza
 * @param elsewhere what PostgreSQL does with its WAL, and what puts that right, for each stanza
 * @param queueMax over how much WAL that waits pgBackRest drops it, where that is set
 * @param mounts file systems that repositories lie on, mounted or not
 * @param create what creates the stanza, for each
 * @param metrics where they are collected into a file
 * @param server where they are served
 */
record RunbookTroubles(
    List<RunbookDefect> defects,
    boolean heldUp,
    List<RunbookExitCode> exitCodes,
    List<FencedBlock> archiving,
    List<Elsewhere> elsewhere,
    Optional<CodeSpan> queueMax,
    Optional<FencedBlock> mounts,
    List<FencedBlock> create,
    Optional<FencedBlock> metrics,
    Optional<FencedBlock> server) {
  // From then on asynchronous archiving starts anew after each error, at the segment that failed.
  private static final PgBackRestVersion STOPS_AT_ERRORS = PgBackRestVersion.require("2.59");

  static RunbookTroubles of(Deployment deployment, List<RunbookStanza> stanzas) {
    return new RunbookTroubles(
        RunbookDefect.of(deployment),
        heldUp(deployment),
        RunbookExitCode.all(),
        stanzas.stream().map(RunbookTroubles::archiving).toList(),
        stanzas.stream().map(Elsewhere::of).toList(),
        queueMax(deployment),
        mounts(deployment.repositories()),
        stanzas.stream().map(each -> each.block(restart(each.plan().stanzaCreate()))).toList(),
        deployment.monitoring().flatMap(MonitoringPlan::textfile).map(RunbookTroubles::metrics),
        deployment.monitoring().flatMap(MonitoringPlan::server).map(RunbookTroubles::metrics));
  }

  private static boolean heldUp(Deployment deployment) {
    return deployment.repositories().size() > 1
        && deployment.stanzas().stream().anyMatch(stanza -> stanza.spool().isPresent())
        && deployment.target().pgbackrest().compareTo(STOPS_AT_ERRORS) >= 0;
  }

  private static String restart(String unit) {
    return "sudo systemctl restart " + Shell.word(unit + ".service");
  }

  private static FencedBlock archiving(RunbookStanza stanza) {
    List<String> lines = new ArrayList<>();
    lines.add(stanza.pgbackrest("check"));
    lines.add(stanza.psql("-xc 'select * from pg_stat_archiver'"));
    lines.add("journalctl --no-pager -n 100 --unit=postgresql.service");
    String wal = Shell.word(stanza.plan().dataDir() + "/pg_wal");
    String status = Shell.word(stanza.plan().dataDir() + "/pg_wal/archive_status");
    lines.add("sudo find " + status + " -name '*.ready' | wc -l");
    lines.add("df -h " + wal);
    stanza
        .plan()
        .spool()
        .map(spool -> Shell.word(spool + "/archive/" + stanza.plan().name() + "/out"))
        .ifPresent(out -> lines.add("sudo find " + out + " -name '*.error' -exec tail -n +1 {} +"));
    return stanza.block(lines.toArray(String[]::new));
  }

  private static Optional<CodeSpan> queueMax(Deployment deployment) {
    return deployment.configuration().sections().stream()
        .flatMap(section -> section.entries().stream())
        .filter(entry -> entry.key().equals("archive-push-queue-max"))
        .map(Entry::value)
        .findFirst()
        .map(CodeSpan::new);
  }

  private static Optional<FencedBlock> mounts(List<RepositoryPlan> repositories) {
    List<String> lines =
        repositories.stream()
            .flatMap(repository -> repository.mount().stream())
            .distinct()
            .map(Shell::word)
            .map(mount -> "findmnt " + mount + " || sudo mount " + mount)
            .toList();
    return lines.isEmpty() ? Optional.empty() : Optional.of(Shell.block(lines));
  }

  private static FencedBlock metrics(ServerPlan plan) {
    String unit = Shell.word(plan.unit() + ".service");
    return Shell.block(
        "journalctl --no-pager -n 50 --unit=" + unit,
        "sudo systemctl reset-failed " + unit,
        "sudo systemctl restart " + unit);
  }

  private static FencedBlock metrics(TextfilePlan plan) {
    String unit = Shell.word(plan.unit() + ".service");
    return Shell.block(
        "sudo systemctl start " + unit,
        "journalctl --no-pager -n 50 --unit=" + unit,
        "ls -la " + Shell.word(plan.directory() + "/"),
        "systemctl cat prometheus-node-exporter.service | grep textfile");
  }

  /**
   * A server that archives otherwise than described.
   *
   * @param look where each setting is from
   * @param reset takes back what {@code ALTER SYSTEM} has set
   */
  record Elsewhere(FencedBlock look, FencedBlock reset) {
    private static final String LOOK =
        "-xc \"select name, setting, source, sourcefile, pending_restart from pg_settings"
            + " where name like 'archive\\_%'\"";

    private static Elsewhere of(RunbookStanza stanza) {
      return new Elsewhere(
          stanza.block(stanza.psql(LOOK)),
          stanza.block(
              stanza.psql(
                  "-c 'alter system reset archive_command' -c 'alter system reset archive_timeout'"
                      + " -c 'alter system reset archive_mode' -c 'select pg_reload_conf()'"),
              stanza.pgbackrest("check")));
    }
  }
}
