package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.BootstrapPlan;
import io.github.pgbackrest2nix.deployment.RepositoryPlan;
import io.github.pgbackrest2nix.deployment.RestoreCommand;
import io.github.pgbackrest2nix.deployment.StanzaPlan;
import io.github.pgbackrest2nix.deployment.StanzaPlan.DrillPlan;
import io.github.pgbackrest2nix.deployment.StanzaPlan.JobPlan;
import io.github.pgbackrest2nix.deployment.StanzaPlan.MaintenancePlan;
import io.github.pgbackrest2nix.deployment.StanzaPlan.RunPlan;
import io.github.pgbackrest2nix.model.BackupType;
import io.github.pgbackrest2nix.render.template.FencedBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One stanza's names as they stand in commands of the runbook. */
record RunbookStanza(StanzaPlan plan, List<RepositoryPlan> repositories, boolean alone) {

  /** Returns the commands as a block, which says whose they are where there are several stanzas. */
  FencedBlock block(String... lines) {
    List<String> all = new ArrayList<>();
    if (!alone) {
      all.add(Shell.comment("stanza " + plan.name()));
    }
    all.addAll(List.of(lines));
    return Shell.block(all);
  }

  /** Returns a command of pgBackRest for this stanza, as the user whom the files belong to. */
  String pgbackrest(String rest) {
    return "sudo -u postgres pgbackrest " + Shell.word("--stanza=" + plan.name()) + " " + rest;
  }

  /** Returns a call of the restore command for this stanza. */
  String restoreCommand(String rest) {
    String which = alone ? "" : " " + Shell.word("--stanza=" + plan.name());
    return "sudo pgbackrest-restore" + which + (rest.isEmpty() ? "" : " " + rest);
  }

  /**
   * Returns a restore from one repository alone, from which PostgreSQL then fetches WAL, too.
   *
   * @param repo its key, or a variable with it
   * @param options with a blank after each
   */
  String restoreFrom(String repo, String options) {
    String from =
        "--repo=%s \\\n  --recovery-option=\"restore_command=%s\" \\\n  "
            .formatted(repo, RestoreCommand.of(plan.name(), repo).replace("\"", "\\\""));
    return pgbackrest(from + options + "restore");
  }

  String pgbackrest(RepositoryPlan repository, String rest) {
    return pgbackrest("--repo=" + repository.key() + " " + rest);
  }

  /** Returns a call of psql; the rest is its options. */
  String psql(String rest) {
    return "sudo -u postgres psql -h "
        + Shell.word(plan.socketDir())
        + " -p "
        + plan.port()
        + " -d postgres -X "
        + rest;
  }

  /**
   * The commands that make the cluster in the data directory start on a timeline of its own, with
   * all WAL that the repositories have of the one it is on.
   */
  List<String> newTimeline() {
    return newTimeline("'" + RestoreCommand.of(plan.name()) + "'");
  }

  /** The same, with this command, as a word of the shell, to fetch WAL with. */
  List<String> newTimeline(String restoreCommand) {
    // What an earlier restore has left there would end this recovery early.
    String others =
        Stream.of("", "_lsn", "_name", "_time", "_xid")
            .map(kind -> "recovery_target" + kind + " ''")
            .collect(Collectors.joining(" "));
    return List.of(
        "printf \"%s = '%s'\\n\" restore_command " + restoreCommand + " \\",
        "  recovery_target_timeline current " + others + " |",
        "  sudo -u postgres tee -a " + Shell.word(plan.dataDir() + "/postgresql.auto.conf"),
        "sudo -u postgres touch " + Shell.word(plan.dataDir() + "/recovery.signal"));
  }

  String dataDir() {
    return Shell.word(plan.dataDir());
  }

  /** The timers that start anything of this stanza, with their suffix. */
  Stream<String> timers() {
    return Stream.of(
            plan.jobs().stream().map(JobPlan::unit),
            plan.maintenance().stream().map(MaintenancePlan::unit),
            plan.drills().stream().map(DrillPlan::unit))
        .flatMap(units -> units)
        .map(unit -> unit + ".timer");
  }

  /** The services that those timers start, and what these start in turn, with their suffix. */
  Stream<String> services() {
    return Stream.of(
            plan.jobs().stream()
                .flatMap(
                    job ->
                        Stream.concat(
                            Stream.of(job.unit()), job.runs().stream().map(RunPlan::unit)))
                .distinct(),
            plan.maintenance().stream().map(MaintenancePlan::unit),
            plan.drills().stream().map(DrillPlan::unit),
            plan.bootstrap().stream().map(BootstrapPlan::backupUnit))
        .flatMap(units -> units)
        .map(unit -> unit + ".service");
  }

  /** The commands of a full backup to every repository: a unit where there is one for it. */
  List<String> fullBackups() {
    return repositories.stream()
        .map(repository -> fullJob(repository).orElseGet(() -> fullBackup(repository)))
        .distinct()
        .toList();
  }

  String fullBackup(RepositoryPlan repository) {
    return pgbackrest(repository, "--type=full backup");
  }

  private Optional<String> fullJob(RepositoryPlan repository) {
    return plan.jobs().stream()
        .filter(job -> job.type() == BackupType.FULL)
        .filter(job -> job.runs().stream().anyMatch(run -> run.repository().equals(repository)))
        .map(RunbookStanza::start)
        .findFirst();
  }

  static String start(JobPlan job) {
    return start(job.unit());
  }

  static String start(String unit) {
    return "sudo systemctl start " + Shell.word(unit + ".service");
  }
}
