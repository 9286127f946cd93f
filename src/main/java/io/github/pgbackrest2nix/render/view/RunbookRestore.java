package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.Deployment;
import io.github.pgbackrest2nix.deployment.RepositoryPlan;
import io.github.pgbackrest2nix.render.template.FencedBlock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The four scenarios, each by the restore command and by hand. Each step is a block of its own for
 * each stanza.
 *
 * @param stop first step of all scenarios: nothing may run
 * @param keep second step: the old data directory moves away
 * @param inPlace where the data directory cannot move
 * @param fastest the repository of the first scenario
 * @param others whether a repository is left when the first is gone
 * @param first the repository that is gone in the third scenario
 * @param start what all scenarios go on with: PostgreSQL recovers
 * @param waiting until it has
 * @param compare the WAL that was replayed with that of the repositories
 * @param compareByHand the last segment that was replayed, to be compared by the reader
 * @param full new backups on the new timeline
 * @param resume back to normal
 * @param wayBack the old data directory comes back, on a timeline of its own
 */
record RunbookRestore(
    FencedBlock stop,
    List<FencedBlock> keep,
    List<FencedBlock> inPlace,
    String fastest,
    List<FencedBlock> latestByCommand,
    List<FencedBlock> latest,
    List<FencedBlock> list,
    List<FencedBlock> pointInTimeByCommand,
    List<FencedBlock> pointInTime,
    FencedBlock aTime,
    boolean others,
    String first,
    List<FencedBlock> offsiteByCommand,
    List<FencedBlock> offsite,
    List<FencedBlock> setByCommand,
    List<FencedBlock> set,
    List<FencedBlock> setAndOnByCommand,
    List<FencedBlock> setAndOn,
    FencedBlock start,
    List<FencedBlock> waiting,
    List<FencedBlock> compare,
    List<FencedBlock> compareByHand,
    List<FencedBlock> verify,
    List<FencedBlock> full,
    FencedBlock resume,
    List<FencedBlock> wayBack) {
  private static final String DROP_IN = "/run/systemd/system/postgresql.service.d";
  private static final String A_SET = "SET=20260115-020015F";
  private static final String A_TARGET = "TARGET='2026-01-15 14:30:00+00'";
  private static final String PROMOTE = "--target-action=promote";

  static RunbookRestore of(Deployment deployment, List<RunbookStanza> stanzas) {
    List<RepositoryPlan> repositories = deployment.repositories();
    RepositoryPlan fastest =
        repositories.stream()
            .min(Comparator.comparing(RepositoryPlan::remote).thenComparing(RepositoryPlan::key))
            .orElseThrow();
    RepositoryPlan first = repositories.get(0);
    // Without --repo pgBackRest goes through them by key, and on to the next where one is broken.
    boolean preferred = !fastest.equals(first);
    return new RunbookRestore(
        stop(stanzas),
        each(stanzas, RunbookRestore::keep),
        each(stanzas, RunbookRestore::inPlace),
        Headers.describe(fastest),
        each(
            stanzas,
            stanza ->
                stanza.block(
                    stanza.restoreCommand(
                        preferred ? "--repo=" + Shell.word(fastest.name()) : ""))),
        each(
            stanzas,
            stanza ->
                stanza.block(
                    preferred
                        ? stanza.restoreFrom("" + fastest.key(), "")
                        : stanza.pgbackrest("restore"))),
        each(stanzas, stanza -> stanza.block(stanza.pgbackrest("info"))),
        each(stanzas, RunbookRestore::pointInTimeByCommand),
        each(stanzas, RunbookRestore::pointInTime),
        Shell.block("date --date='10 minutes ago' '+%F %T%:::z'"),
        repositories.size() > 1,
        Headers.describe(first),
        stanzas.stream().flatMap(RunbookRestore::offsiteByCommand).toList(),
        stanzas.stream().flatMap(RunbookRestore::offsite).toList(),
        each(stanzas, stanza -> setByCommand(stanza, " --immediate")),
        each(stanzas, stanza -> set(stanza, "--type=immediate " + PROMOTE + " ")),
        each(stanzas, stanza -> setByCommand(stanza, "")),
        each(stanzas, stanza -> set(stanza, "")),
        startPatiently(),
        each(stanzas, RunbookRestore::waiting),
        each(stanzas, stanza -> stanza.block(stanza.restoreCommand("--verify"))),
        each(stanzas, RunbookRestore::compareByHand),
        each(stanzas, RunbookRestore::verify),
        each(stanzas, stanza -> stanza.block(stanza.fullBackups().toArray(String[]::new))),
        resume(stanzas),
        each(stanzas, RunbookRestore::wayBack));
  }

  private static List<FencedBlock> each(
      List<RunbookStanza> stanzas, Function<RunbookStanza, FencedBlock> block) {
    return stanzas.stream().map(block).toList();
  }

  private static FencedBlock stop(List<RunbookStanza> stanzas) {
    return Shell.block(
        Shell.spread(
            "sudo systemctl stop", stanzas.stream().flatMap(RunbookStanza::timers).toList()),
        Shell.spread(
            "sudo systemctl stop", stanzas.stream().flatMap(RunbookStanza::services).toList()),
        "sudo systemctl stop postgresql.service");
  }

  private static FencedBlock keep(RunbookStanza stanza) {
    String directory = stanza.dataDir();
    return stanza.block(
        "sudo mv " + directory + " " + directory + ".old-$(date +%Y%m%d-%H%M%S)",
        "sudo install -d -o postgres -g postgres -m 0700 " + directory);
  }

  private static FencedBlock wayBack(RunbookStanza stanza) {
    String directory = stanza.dataDir();
    List<String> lines = new ArrayList<>();
    lines.add("OLD=" + directory + ".old-20260115-143000");
    lines.add("sudo mv " + directory + " " + directory + ".undone-$(date +%Y%m%d-%H%M%S)");
    lines.add("sudo mv \"$OLD\" " + directory);
    lines.addAll(stanza.newTimeline());
    return stanza.block(lines.toArray(String[]::new));
  }

  private static FencedBlock inPlace(RunbookStanza stanza) {
    return stanza.block("findmnt " + stanza.dataDir());
  }

  private static FencedBlock pointInTimeByCommand(RunbookStanza stanza) {
    return stanza.block(A_TARGET, stanza.restoreCommand("--target=\"$TARGET\""));
  }

  private static FencedBlock pointInTime(RunbookStanza stanza) {
    return stanza.block(
        A_TARGET, stanza.pgbackrest("--type=time --target=\"$TARGET\" " + PROMOTE + " restore"));
  }

  private static Stream<FencedBlock> offsiteByCommand(RunbookStanza stanza) {
    return offsite(stanza, other -> stanza.restoreCommand("--repo=" + Shell.word(other.name())));
  }

  private static Stream<FencedBlock> offsite(RunbookStanza stanza) {
    return offsite(stanza, other -> stanza.restoreFrom("" + other.key(), ""));
  }

  private static Stream<FencedBlock> offsite(
      RunbookStanza stanza, Function<RepositoryPlan, String> restore) {
    return stanza.repositories().stream()
        .skip(1)
        .map(
            other ->
                stanza.block(
                    Shell.comment("from " + Headers.describe(other)), restore.apply(other)));
  }

  private static FencedBlock setByCommand(RunbookStanza stanza, String rest) {
    return stanza.block(
        aRepository(stanza),
        A_SET,
        stanza.restoreCommand("--repo=\"$REPO\" --set=\"$SET\"" + rest));
  }

  private static FencedBlock set(RunbookStanza stanza, String rest) {
    return stanza.block(
        aRepository(stanza), A_SET, stanza.restoreFrom("$REPO", "--set=\"$SET\" " + rest));
  }

  private static String aRepository(RunbookStanza stanza) {
    return "REPO=" + stanza.repositories().get(0).key();
  }

  private static FencedBlock startPatiently() {
    return Shell.block(
        "sudo mkdir -p " + DROP_IN,
        "printf '[Service]\\nTimeoutStartSec=infinity\\n' | sudo tee " + DROP_IN + "/restore.conf",
        "sudo systemctl daemon-reload",
        "sudo systemctl start postgresql.service");
  }

  private static FencedBlock waiting(RunbookStanza stanza) {
    return stanza.block(
        "while systemctl is-active --quiet postgresql.service &&",
        "  [ \"$("
            + stanza.psql("-Atc 'select pg_is_in_recovery()'")
            + ")\" != f ]; do sleep 5; done",
        "systemctl is-active postgresql.service");
  }

  private static FencedBlock compareByHand(RunbookStanza stanza) {
    return stanza.block(
        stanza.psql("<<'END'"),
        "select 'timeline ' || h[1] || ', to ' || substr(pg_walfile_name(h[2]::pg_lsn - 1), 9) as replayed, h[3] as why",
        "  from pg_control_checkpoint(), regexp_match(pg_read_file(",
        "    'pg_wal/' || upper(lpad(to_hex(timeline_id), 8, '0')) || '.history'), '(\\d+)\\t(\\S+)\\t([^\\n]*)\\n*$') h",
        "END");
  }

  private static FencedBlock verify(RunbookStanza stanza) {
    return stanza.block(
        stanza.psql("-c 'select now(), pg_is_in_recovery()'"),
        stanza.psql("-c '\\l+'"),
        stanza.pgbackrest("check"));
  }

  private static FencedBlock resume(List<RunbookStanza> stanzas) {
    return Shell.block(
        Shell.spread(
            "sudo systemctl start", stanzas.stream().flatMap(RunbookStanza::timers).toList()),
        "sudo rm -f " + DROP_IN + "/restore.conf",
        "sudo systemctl daemon-reload");
  }
}
