package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.HostPaths;
import io.github.pgbackrest2nix.deployment.RepositoryPlan;
import io.github.pgbackrest2nix.deployment.StanzaPlan;
import io.github.pgbackrest2nix.deployment.StanzaPlan.DrillPlan;
import io.github.pgbackrest2nix.deployment.StanzaPlan.Expiry;
import io.github.pgbackrest2nix.deployment.StanzaPlan.JobPlan;
import io.github.pgbackrest2nix.deployment.StanzaPlan.MaintenancePlan;
import io.github.pgbackrest2nix.deployment.StanzaPlan.RunPlan;
import io.github.pgbackrest2nix.deployment.StanzaPlan.TimerPlan;
import io.github.pgbackrest2nix.nix.NixExpr;
import io.github.pgbackrest2nix.render.template.NixFragment;
import io.github.pgbackrest2nix.systemd.UnitSyntax;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The units of one stanza. Names of units are attribute names, without suffix.
 *
 * @param reference where the module keeps the stanza's option and lock, as an expression
 * @param option string that names the stanza on a command line
 * @param version of PostgreSQL, the major one
 * @param dataDir of the cluster
 * @param lock path
 * @param pidFile argument of a command line: what the cluster writes while it runs
 * @param createService the unit that creates the stanza, with suffix
 * @param repositories attribute names of all repositories
 * @param mountedDirectories directories of the repositories that lie on a mount of their own
 */
public record StanzaView(
    NixFragment reference,
    String option,
    String version,
    String dataDir,
    String lock,
    String pidFile,
    NixFragment createUnit,
    String createService,
    String createDescription,
    List<NixFragment> repositories,
    List<String> mountedDirectories,
    List<RunView> runs,
    List<UmbrellaView> umbrellas,
    List<MaintenanceView> maintenance,
    List<TimerView> timers,
    List<DrillView> drills) {

  /** A backup to one repository. */
  public record RunView(
      NixFragment unit,
      NixFragment repository,
      String description,
      NixFragment command,
      Optional<NixFragment> expire,
      String timeout,
      boolean skips) {}

  /** A unit that starts several runs. */
  public record UmbrellaView(NixFragment unit, String description, NixFragment runs) {}

  /** Another command of the stanza. */
  public record MaintenanceView(
      NixFragment unit, String description, NixFragment command, String timeout) {}

  /**
   * A trial restore.
   *
   * @param environment set of what the script goes by
   * @param plan set of everything else that the script reads
   * @param writePaths list of the directories that it writes to
   */
  public record DrillView(
      NixFragment repository,
      NixFragment environment,
      NixFragment plan,
      NixFragment writePaths,
      String timeout,
      TimerView timer) {}

  /** A timer; it starts the service of its own name. */
  public record TimerView(
      NixFragment unit, String description, String calendar, Optional<String> randomizedDelay) {}

  static StanzaView of(StanzaPlan stanza, List<RepositoryPlan> repositories) {
    return new Builder(stanza, repositories).build();
  }

  private record Builder(StanzaPlan stanza, List<RepositoryPlan> repositories) {
    StanzaView build() {
      return new StanzaView(
          NixFragment.of(NixExpr.code(reference())),
          "--stanza=" + stanza.name(),
          "" + stanza.postgresqlVersion(),
          stanza.dataDir(),
          stanza.lock(),
          UnitSyntax.argument(stanza.dataDir() + "/postmaster.pid"),
          Nix.name(stanza.stanzaCreate()),
          stanza.stanzaCreate() + ".service",
          "Create the pgBackRest stanza " + stanza.name() + " in every repository",
          repositories.stream().map(each -> Nix.name(each.name())).toList(),
          repositories.stream()
              .filter(repository -> repository.mount().isPresent())
              .map(RepositoryPlan::directory)
              .flatMap(Optional::stream)
              .toList(),
          stanza.jobs().stream().flatMap(this::runs).toList(),
          stanza.jobs().stream().filter(JobPlan::umbrella).map(this::umbrella).toList(),
          stanza.maintenance().stream().map(this::maintenance).toList(),
          timers(),
          stanza.drills().stream().map(this::drill).toList());
    }

    private String reference() {
      return Nix.select("stanzas", stanza.name());
    }

    private Stream<RunView> runs(JobPlan job) {
      return job.runs().stream().map(run -> run(job, run));
    }

    private RunView run(JobPlan job, RunPlan run) {
      return new RunView(
          Nix.name(run.unit()),
          Nix.name(run.repository().name()),
          describe(job) + " to " + Headers.describe(run.repository()),
          backupCommand(job, run),
          job.expiry() == Expiry.AFTER_BACKUP ? Optional.of(expireCommand(run)) : Optional.empty(),
          Times.systemd(run.timeout()),
          job.skipWhenLocked());
    }

    private String describe(JobPlan job) {
      String type = job.type().word();
      String kind = job.name().equals(type) ? type : type + " (" + job.name() + ")";
      return "pgBackRest " + kind + " backup of stanza " + stanza.name();
    }

    private NixFragment backupCommand(JobPlan job, RunPlan run) {
      String options =
          " --repo="
              + run.repository().key()
              + " --type="
              + job.type().word()
              + (job.expiry() == Expiry.WITH_BACKUP ? "" : " --no-expire-auto");
      return locked(
          job.skipWhenLocked() ? Optional.empty() : Optional.of(stanza.lockWait()),
          "timeout --kill-after=60 " + run.limit().toSeconds() + " ",
          options + " --log-level-console=info backup");
    }

    private NixFragment expireCommand(RunPlan run) {
      return locked(
          Optional.of(stanza.lockWait()),
          "",
          " --repo=" + run.repository().key() + " --log-level-console=info expire");
    }

    /** Runs pgBackRest under the stanza's lock; exit status 75 says that it was not to be had. */
    private NixFragment locked(Optional<Duration> wait, String before, String rest) {
      String patience = wait.map(limit -> "--timeout " + limit.toSeconds()).orElse("--nonblock");
      return NixFragment.of(
          NixExpr.string(
              NixExpr.interpolated("flock"),
              NixExpr.text(" --exclusive " + patience + " --conflict-exit-code 75 "),
              NixExpr.interpolated(reference() + ".lock"),
              NixExpr.text(" " + before),
              NixExpr.interpolated("pgbackrest"),
              NixExpr.text(" "),
              NixExpr.interpolated(reference() + ".option"),
              NixExpr.text(rest)));
    }

    private UmbrellaView umbrella(JobPlan job) {
      return new UmbrellaView(
          Nix.name(job.unit()),
          describe(job) + " to each of its repositories",
          Nix.strings(job.runs().stream().map(run -> run.unit() + ".service").toList()));
    }

    private MaintenanceView maintenance(MaintenancePlan plan) {
      String rest = " --log-level-console=info " + plan.command();
      boolean check = plan.command().equals("check");
      return new MaintenanceView(
          Nix.name(plan.unit()),
          "pgBackRest " + plan.command() + " of stanza " + stanza.name() + " in every repository",
          // A check takes no lock of pgBackRest and may run beside a backup.
          check ? unlocked(rest) : locked(Optional.of(stanza.lockWait()), "", rest),
          Times.systemd(plan.timeout()));
    }

    private NixFragment unlocked(String rest) {
      return NixFragment.of(
          NixExpr.string(
              NixExpr.interpolated("pgbackrest"),
              NixExpr.text(" "),
              NixExpr.interpolated(reference() + ".option"),
              NixExpr.text(rest)));
    }

    private DrillView drill(DrillPlan drill) {
      String description =
          "Trial restore of stanza "
              + stanza.name()
              + " from "
              + Headers.describe(drill.repository());
      return new DrillView(
          Nix.name(drill.repository().name()),
          NixFragment.of(
              NixExpr.set(
                  NixExpr.attribute("STANZA", stanza.name()),
                  NixExpr.attribute("REPO", "" + drill.repository().key()),
                  NixExpr.attribute("DIRECTORY", UnitSyntax.singlePath(drill.directory())),
                  NixExpr.attribute("RESULT", UnitSyntax.singlePath(drill.result())),
                  NixExpr.attribute("PRELOAD", NixExpr.code("preloaded")))),
          DrillFacts.of(stanza, drill),
          Nix.strings(
              Stream.of(HostPaths.LOCK, HostPaths.LOG, drill.parent())
                  .map(UnitSyntax::path)
                  .toList()),
          Times.systemd(drill.timeout()),
          timer(drill.unit(), description, drill.timer()));
    }

    private List<TimerView> timers() {
      List<TimerView> timers = new ArrayList<>();
      stanza.jobs().forEach(job -> timers.add(timer(job.unit(), describe(job), job.timer())));
      stanza
          .maintenance()
          .forEach(
              plan ->
                  timers.add(
                      timer(
                          plan.unit(),
                          "pgBackRest " + plan.command() + " of stanza " + stanza.name(),
                          plan.timer())));
      return timers;
    }

    private static TimerView timer(String unit, String description, TimerPlan timer) {
      return new TimerView(
          Nix.name(unit),
          description,
          UnitSyntax.calendar(timer.calendar()),
          timer.randomizedDelay().map(Times::systemd));
    }
  }
}
