package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.BootstrapPlan;
import io.github.pgbackrest2nix.deployment.Deployment;
import io.github.pgbackrest2nix.deployment.HostPaths;
import io.github.pgbackrest2nix.deployment.RepositoryPlan;
import io.github.pgbackrest2nix.deployment.RestoreCommand;
import io.github.pgbackrest2nix.deployment.StanzaPlan;
import io.github.pgbackrest2nix.nix.NixExpr;
import io.github.pgbackrest2nix.nix.NixExpr.Attribute;
import io.github.pgbackrest2nix.render.Origin;
import io.github.pgbackrest2nix.render.template.NixFragment;
import io.github.pgbackrest2nix.systemd.MountUnits;
import io.github.pgbackrest2nix.systemd.UnitSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The restore of an empty data directory before PostgreSQL starts.
 *
 * @param dataDir of the cluster that is restored
 * @param unit what restores
 * @param backupUnit what starts the full backups afterwards
 * @param credentials whether there is a unit that writes the credentials
 * @param onFailure list of units that each failure starts
 * @param environment set of what the script goes by
 * @param mountsFor list of what has to be mounted
 * @param writePaths list of the directories that a restore writes to
 * @param shared list of the directories that every command writes to
 * @param state name of the directory with the markers
 * @param pending glob of the markers of backups that are still to be made
 * @param fulls list of the units that make them
 */
public record BootstrapView(
    NixFragment header,
    String dataDir,
    NixFragment unit,
    String description,
    NixFragment backupUnit,
    String backupDescription,
    boolean credentials,
    Optional<NixFragment> onFailure,
    NixFragment environment,
    NixFragment mountsFor,
    NixFragment writePaths,
    NixFragment shared,
    String state,
    String pending,
    NixFragment fulls,
    String timeout) {

  /** Returns the view of this stanza. */
  public static BootstrapView of(
      Deployment deployment, StanzaPlan stanza, BootstrapPlan plan, Origin origin) {
    List<String> shared = BackupView.sharedWritePaths(deployment);
    return new BootstrapView(
        Headers.part(origin),
        stanza.dataDir(),
        Nix.name(plan.unit()),
        "Restore stanza " + stanza.name() + " into an empty data directory",
        Nix.name(plan.backupUnit()),
        "Back up stanza " + stanza.name() + " anew after the restore of an empty data directory",
        deployment.credentials().isPresent(),
        Nix.onFailure(deployment),
        environment(deployment, stanza, plan),
        Nix.strings(List.of(UnitSyntax.path(stanza.dataDir()))),
        Nix.strings(
            Stream.concat(shared.stream(), Stream.of(UnitSyntax.optionalPath(stanza.dataDir())))
                .toList()),
        Nix.strings(shared),
        HostPaths.BOOTSTRAP.substring("/var/lib/".length()),
        UnitSyntax.singlePath(plan.pending()) + "*",
        Nix.strings(plan.fulls().stream().map(run -> run.unit() + ".service").toList()),
        Times.systemd(plan.timeout()));
  }

  private static NixFragment environment(
      Deployment deployment, StanzaPlan stanza, BootstrapPlan plan) {
    List<RepositoryPlan> repositories = deployment.repositories();
    List<Attribute> all = new ArrayList<>();
    all.add(variable("STANZA", stanza.name()));
    all.add(variable("VERSION", "" + stanza.postgresqlVersion()));
    all.add(variable("DATA", stanza.dataDir()));
    all.add(variable("SOCKET", stanza.socketDir()));
    all.add(variable("PORT", "" + stanza.port()));
    all.add(variable("IN_PROGRESS", plan.inProgress()));
    all.add(variable("RESTORED", plan.restored()));
    all.add(variable("EXPECTED", plan.expected()));
    all.add(variable("INCOMPLETE", plan.incomplete()));
    all.add(variable("PENDING", plan.pending()));
    all.add(
        variable(
            "REPOSITORIES",
            repositories.stream().map(each -> "" + each.key()).collect(Collectors.joining(" "))));
    all.add(variable("ARCHIVE_GET", RestoreCommand.PROGRAM));
    all.add(variable("NEEDED", String.join(" ", needed(repositories))));
    repositories.forEach(
        each -> each.mount().ifPresent(mount -> all.add(variable("MOUNT_" + each.key(), mount))));
    plan.fulls()
        .forEach(
            run -> all.add(variable("FULL_" + run.repository().key(), run.unit() + ".service")));
    return NixFragment.of(NixExpr.set(all));
  }

  private static List<String> needed(List<RepositoryPlan> repositories) {
    return Stream.concat(
            repositories.stream()
                .map(RepositoryPlan::mount)
                .flatMap(Optional::stream)
                .map(MountUnits::of),
            repositories.stream()
                .filter(RepositoryPlan::remote)
                .map(each -> "network-online.target"))
        .distinct()
        .toList();
  }

  private static Attribute variable(String name, String value) {
    return NixExpr.attribute(name, UnitSyntax.variable(value));
  }
}
