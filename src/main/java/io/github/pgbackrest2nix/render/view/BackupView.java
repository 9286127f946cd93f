package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.CredentialsPlan;
import io.github.pgbackrest2nix.deployment.CredentialsPlan.SecretOption;
import io.github.pgbackrest2nix.deployment.Deployment;
import io.github.pgbackrest2nix.deployment.HostPaths;
import io.github.pgbackrest2nix.deployment.MonitoringPlan;
import io.github.pgbackrest2nix.deployment.MonitoringPlan.TextfilePlan;
import io.github.pgbackrest2nix.deployment.RepositoryPlan;
import io.github.pgbackrest2nix.deployment.StanzaPlan;
import io.github.pgbackrest2nix.deployment.StanzaPlan.DrillPlan;
import io.github.pgbackrest2nix.exitcode.ExitCodes;
import io.github.pgbackrest2nix.nix.NixExpr;
import io.github.pgbackrest2nix.nix.NixExpr.Attribute;
import io.github.pgbackrest2nix.render.Origin;
import io.github.pgbackrest2nix.render.template.NixFragment;
import io.github.pgbackrest2nix.systemd.MountUnits;
import io.github.pgbackrest2nix.systemd.UnitSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * pgBackRest itself: its configuration, directories, credentials, services and timers.
 *
 * @param severalStanzas whether there are clusters beside the one that NixOS runs
 * @param onFailure list of units that each failure starts
 * @param sharedWritePaths list of the directories that every command writes to
 * @param directories set of what tmpfiles creates
 * @param retryDelay seconds between two tries of a backup
 * @param withoutRetry exit codes after which a backup is not tried again
 * @param mounts whether a repository lies on a mount of its own
 * @param jobResults directory where services leave behind how their runs went, where metrics tell
 * @param metrics whether a backup is followed by a collection of metrics
 * @param restoreFacts set of what the restore command knows of the host
 * @param drills whether there are trial restores
 * @param drillState name of the directory where they leave their results
 * @param afterDrill list of units that a drill that has failed starts
 */
public record BackupView(
    NixFragment header,
    Optional<CredentialsView> credentials,
    List<StanzaView> stanzas,
    boolean severalStanzas,
    List<RepositoryView> repositories,
    Optional<NixFragment> onFailure,
    NixFragment sharedWritePaths,
    NixFragment directories,
    String logFiles,
    long retryDelay,
    List<Integer> withoutRetry,
    boolean mounts,
    Optional<String> jobResults,
    boolean metrics,
    NixFragment restoreFacts,
    boolean drills,
    String drillState,
    NixFragment afterDrill) {

  /**
   * The credentials unit.
   *
   * @param secrets list of option, credential, variable and place
   * @param files list of what systemd hands to the unit
   * @param path the file that it writes
   * @param directory of that file
   */
  public record CredentialsView(
      NixFragment secrets, NixFragment files, String path, String directory) {

    static CredentialsView of(CredentialsPlan plan) {
      return new CredentialsView(
          NixFragment.of(
              NixExpr.list(plan.options().stream().map(CredentialsView::secret).toList())),
          Nix.strings(
              plan.files().stream()
                  .map(file -> file.id() + ":" + UnitSyntax.singlePath(file.path()))
                  .toList()),
          HostPaths.CREDENTIALS,
          HostPaths.CREDENTIALS_DIRECTORY);
    }

    private static NixExpr secret(SecretOption option) {
      String place = option.variable().map(name -> name + " in ").orElse("") + option.file().path();
      return NixExpr.set(
          NixExpr.attribute("option", option.option()),
          NixExpr.attribute("credential", option.file().id()),
          NixExpr.attribute("variable", option.variable().orElse("")),
          NixExpr.attribute("place", place));
    }
  }

  /**
   * What a command needs of one repository.
   *
   * @param needs set of options of a service
   */
  public record RepositoryView(NixFragment name, NixFragment needs) {
    static RepositoryView of(RepositoryPlan plan) {
      List<Attribute> needs = new ArrayList<>();
      // Not RequiresMountsFor: a mount that fails would leave the run out without a failed unit,
      // and
      // one that goes would stop it.
      plan.mount().ifPresent(mount -> waitFor(MountUnits.of(mount), needs));
      List<Attribute> service = new ArrayList<>();
      plan.mount().ifPresent(mount -> service.add(mountCheck(mount)));
      plan.directory()
          .ifPresent(
              directory ->
                  service.add(
                      NixExpr.attribute(
                          "ReadWritePaths",
                          NixExpr.strings(List.of(UnitSyntax.optionalPath(directory))))));
      if (!service.isEmpty()) {
        needs.add(NixExpr.attribute("serviceConfig", NixExpr.set(service)));
      }
      if (plan.remote()) {
        waitFor("network-online.target", needs);
      }
      return new RepositoryView(Nix.name(plan.name()), NixFragment.of(NixExpr.set(needs)));
    }

    private static void waitFor(String unit, List<Attribute> needs) {
      NixExpr units = NixExpr.strings(List.of(unit));
      needs.add(NixExpr.attribute("wants", units));
      needs.add(NixExpr.attribute("after", units));
    }

    private static Attribute mountCheck(String mount) {
      return NixExpr.attribute(
          "ExecStartPre",
          NixExpr.list(
              NixExpr.string(
                  NixExpr.text("+"),
                  NixExpr.interpolated("nsenter"),
                  NixExpr.text(" --target 1 --mount -- "),
                  NixExpr.interpolated("mountpoint"),
                  NixExpr.text(" " + UnitSyntax.argument(mount)))));
    }
  }

  /** Returns the view of this deployment. */
  public static BackupView of(Deployment deployment, Origin origin) {
    return new BackupView(
        Headers.part(origin),
        deployment.credentials().map(CredentialsView::of),
        deployment.stanzas().stream()
            .map(stanza -> StanzaView.of(stanza, deployment.repositories()))
            .toList(),
        deployment.stanzas().size() > 1,
        deployment.repositories().stream().map(RepositoryView::of).toList(),
        Nix.onFailure(deployment),
        Nix.strings(sharedWritePaths(deployment)),
        directories(deployment),
        HostPaths.LOG + "/*.log",
        StanzaPlan.RETRY_DELAY.toSeconds(),
        ExitCodes.withoutRetry(),
        deployment.repositories().stream().anyMatch(each -> each.mount().isPresent()),
        deployment.monitoring().map(plan -> HostPaths.JOBS),
        collector(deployment).isPresent(),
        RestoreFacts.of(deployment),
        !deployment.drills().isEmpty(),
        HostPaths.DRILLS.substring("/var/lib/".length()),
        Nix.strings(
            Stream.concat(
                    collector(deployment).stream().map(unit -> unit + ".service"),
                    deployment.onFailure().stream())
                .toList()));
  }

  /** The unit to be started when there is news; a server looks by itself. */
  private static Optional<String> collector(Deployment deployment) {
    return deployment.monitoring().flatMap(MonitoringPlan::textfile).map(TextfilePlan::unit);
  }

  /** Returns what every command writes to, as entries of a list of paths. */
  static List<String> sharedWritePaths(Deployment deployment) {
    return Stream.concat(
            Stream.of(HostPaths.LOCK, HostPaths.LOG),
            deployment.stanzas().stream().map(StanzaPlan::spool).flatMap(Optional::stream))
        .distinct()
        .map(UnitSyntax::path)
        .toList();
  }

  private static NixFragment directories(Deployment deployment) {
    List<String> paths = new ArrayList<>(List.of(HostPaths.LOCK, HostPaths.LOG));
    deployment.stanzas().forEach(stanza -> stanza.spool().ifPresent(paths::add));
    deployment.drills().stream()
        .map(DrillPlan::parent)
        .filter(parent -> !parent.equals(HostPaths.DRILLS))
        .forEach(paths::add);
    // On a mount that is not there yet the directory would be made below it, on the wrong disk.
    deployment.repositories().stream()
        .filter(repository -> repository.mount().isEmpty())
        .forEach(repository -> repository.directory().ifPresent(paths::add));
    List<Attribute> all =
        new ArrayList<>(Directories.of(paths.stream().distinct().toList(), "0750"));
    // Files there get its group.
    deployment
        .credentials()
        .ifPresent(
            plan ->
                all.add(Directories.directory(HostPaths.CREDENTIALS_DIRECTORY, "root", "2750")));
    return NixFragment.of(NixExpr.set(all));
  }
}
