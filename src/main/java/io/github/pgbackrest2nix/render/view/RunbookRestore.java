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
 * The scenarios, each by the restore command and by hand. Each step is a block of its own for each
 * stanza.
 *
 * @param stop first step of all scenarios: nothing may run
 * @param keep by hand: the old data directory moves away
 * @param look by hand: whether the data directory can move
 * @param fastest the repository of the first scenario
 * @param tryPointInTime what a restore to a moment of today would do, which changes nothing
 * @param others whether a repository is left when the first is gone
 * @param first the repository that is gone where another one is restored from
 * @param start what all scenarios go on with: PostgreSQL recovers
 * @param waiting until it has
 * @param compare the WAL that was replayed with that of the repositories
 * @param full new backups on the new timeline
 * @param resume back to normal
 * @param kept which directories earlier restores have kept
 * @param wayBack the old data directory comes back, on a timeline of its own
 */
record RunbookRestore(
    FencedBlock stop,
    List<FencedBlock> keep,
    List<FencedBlock> look,
    String fastest,
    List<FencedBlock> latestByCommand,
    List<FencedBlock> latest,
    List<FencedBlock> tryPointInTime,
    List<FencedBlock> pointInTimeByCommand,
    List<FencedBlock> pointInTime,
    boolean others,
    String first,
    List<FencedBlock> offsiteByCommand,
    List<FencedBlock> offsite,
    List<FencedBlock> setByCommand,
    List<FencedBlock> set,
    FencedBlock start,
    List<FencedBlock> waiting,
    List<FencedBlock> compare,
    List<FencedBlock> verify,
    List<FencedBlock> full,
    FencedBlock resume,
    List<FencedBlock> kept,
    List<FencedBlock> wayBack) {
  private static final String DROP_IN = "/run/systemd/system/postgresql.service.d";
  private static final String A_SET = "SET=20260115-020015F";
  // With the offset that this host had then, which nobody has to work out.
  static final String A_TARGET =
      "TARGET=$(date --date='today 14:30' '+%F %T%:::z'); echo \"$TARGET\"";
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
        each(stanzas, RunbookRestore::look),
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
        each(stanzas, stanza -> pointInTimeByCommand(stanza, "--dry-run ")),
        each(stanzas, stanza -> pointInTimeByCommand(stanza, "")),
        each(stanzas, RunbookRestore::pointInTime),
        repositories.size() > 1,
        Headers.describe(first),
        stanzas.stream().flatMap(RunbookRestore::offsiteByCommand).toList(),
        stanzas.stream().flatMap(RunbookRestore::offsite).toList(),
        each(stanzas, stanza -> setByCommand(stanza, " --immediate")),
        each(stanzas, stanza -> set(stanza, "--type=immediate " + PROMOTE + " ")),
        startPatiently(),
        each(stanzas, RunbookRestore::waiting),
        each(stanzas, stanza -> stanza.block(stanza.restoreCommand("--verify"))),
        each(stanzas, RunbookRestore::verify),
        each(stanzas, stanza -> stanza.block(stanza.fullBackups().toArray(String[]::new))),
        resume(stanzas),
        each(stanzas, RunbookRestore::kept),
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

  /**
   * A directory in which a PostgreSQL works stays where it is, whatever this is copied into. What
   * is in directories of tablespaces stays there under another name: they may be mount points.
   */
  private static FencedBlock keep(RunbookStanza stanza) {
    String directory = stanza.dataDir();
    return stanza.block(
        "STAMP=$(date +%Y%m%d-%H%M%S)",
        stopped(stanza) + " &&",
        "  sudo -u postgres bash -O nullglob -O extglob -ec '",
        "    for each in \"$1\"/pg_tblspc/*/PG_"
            + stanza.plan().postgresqlVersion()
            + "_+([0-9]); do",
        "      mv -T \"$each\" \"$each.old-$2\"; done' bash " + directory + " \"$STAMP\" &&",
        "  sudo mv " + directory + " " + directory + ".old-$STAMP &&",
        "  sudo install -d -o postgres -g postgres -m 0700 " + directory);
  }

  private static String stopped(RunbookStanza stanza) {
    return "sudo test ! -e " + Shell.word(stanza.plan().dataDir() + "/postmaster.pid");
  }

  private static FencedBlock kept(RunbookStanza stanza) {
    String data = stanza.plan().dataDir();
    int slash = data.lastIndexOf('/');
    return stanza.block(
        "sudo find "
            + Shell.word(data.substring(0, Math.max(slash, 1)))
            + " -maxdepth 1 -name '*.old-*'");
  }

  private static FencedBlock wayBack(RunbookStanza stanza) {
    String directory = stanza.dataDir();
    List<String> lines = new ArrayList<>();
    lines.add("OLD=" + directory + ".old-20260115-143000");
    lines.add("sudo test -d \"$OLD\" && " + stopped(stanza) + " &&");
    lines.add("  sudo -u postgres bash -O nullglob -ec '");
    lines.add(
        "    for kept in \"$1\"/pg_tblspc/*/PG_*.old-\"${1##*.old-}\"; do now=${kept%.old-*}");
    lines.add("      [ ! -e \"$now\" ] || mv -T \"$now\" \"$now.undone-${1##*.old-}\"");
    lines.add("      mv -T \"$kept\" \"$now\"; done' bash \"$OLD\" &&");
    lines.add("  sudo mv " + directory + " " + directory + ".undone-$(date +%Y%m%d-%H%M%S) &&");
    lines.add("  sudo mv \"$OLD\" " + directory + " && {");
    lines.addAll(stanza.newTimeline());
    lines.add("}");
    return stanza.block(lines.toArray(String[]::new));
  }

  private static FencedBlock look(RunbookStanza stanza) {
    return stanza.block(
        "findmnt " + stanza.dataDir() + " || echo 'not a mount point: it can move'");
  }

  private static FencedBlock pointInTimeByCommand(RunbookStanza stanza, String options) {
    return stanza.block(A_TARGET, stanza.restoreCommand(options + "--target=\"$TARGET\""));
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

  private static FencedBlock verify(RunbookStanza stanza) {
    return stanza.block(stanza.psql("-c '\\l+'"), stanza.pgbackrest("check"));
  }

  private static FencedBlock resume(List<RunbookStanza> stanzas) {
    return Shell.block(
        Shell.spread(
            "sudo systemctl start", stanzas.stream().flatMap(RunbookStanza::timers).toList()),
        "sudo rm -f " + DROP_IN + "/restore.conf",
        "sudo systemctl daemon-reload");
  }
}
