package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.Deployment;
import io.github.pgbackrest2nix.deployment.HostPaths;
import io.github.pgbackrest2nix.deployment.MonitoringPlan;
import io.github.pgbackrest2nix.nix.NixExpr;
import io.github.pgbackrest2nix.render.Origin;
import io.github.pgbackrest2nix.render.template.NixFragment;
import io.github.pgbackrest2nix.systemd.UnitSyntax;
import java.util.List;
import java.util.Optional;

/**
 * How metrics are collected.
 *
 * @param onFailure list of units that a failure starts
 * @param withoutMetadataService whether no credentials come from the metadata service of a cloud
 * @param collect string: the command line of the runtime jar
 * @param writePaths list of the directories that it writes to
 * @param timeout after which a collection is given up
 * @param directories set of what tmpfiles creates
 * @param nodeExporterFlag where node_exporter finds the file
 * @param prometheus whether this host's own Prometheus loads the rules
 */
public record MonitoringView(
    NixFragment header,
    boolean credentials,
    Optional<NixFragment> onFailure,
    boolean withoutMetadataService,
    NixFragment collect,
    NixFragment writePaths,
    String timeout,
    String calendar,
    NixFragment directories,
    String nodeExporterFlag,
    boolean prometheus) {

  /** Returns the view of this plan. */
  public static MonitoringView of(Deployment deployment, MonitoringPlan plan, Origin origin) {
    String directory = plan.textfile().substring(0, plan.textfile().lastIndexOf('/'));
    return new MonitoringView(
        Headers.part(origin),
        deployment.credentials().isPresent(),
        Nix.onFailure(deployment),
        !deployment.metadataService(),
        NixFragment.of(collect(plan)),
        Nix.strings(List.of(UnitSyntax.path(directory), UnitSyntax.path(HostPaths.LOCK))),
        Times.systemd(plan.timeout()),
        UnitSyntax.calendar(plan.calendar()),
        NixFragment.of(Directories.of(List.of(directory), "0755")),
        UnitSyntax.argument("--collector.textfile.directory=" + directory),
        plan.prometheus());
  }

  private static NixExpr collect(MonitoringPlan plan) {
    return NixExpr.string(
        NixExpr.interpolated("java"),
        NixExpr.text(" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx64m -jar "),
        NixExpr.interpolated("./pgbackrest-metrics.jar"),
        NixExpr.text(
            " collect --declaration "
                + HostPaths.DECLARATION
                + " --textfile "
                + UnitSyntax.argument(plan.textfile())
                + " --state "
                + HostPaths.METRICS_STATE
                + "/state.json --timeout "
                + plan.questionTimeout().toSeconds()
                + "s --pgbackrest "),
        NixExpr.interpolated("lib.getExe pkgs.pgbackrest"));
  }
}
