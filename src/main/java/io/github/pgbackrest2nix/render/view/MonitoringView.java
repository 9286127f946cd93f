package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.Deployment;
import io.github.pgbackrest2nix.deployment.HostPaths;
import io.github.pgbackrest2nix.deployment.MonitoringPlan;
import io.github.pgbackrest2nix.deployment.MonitoringPlan.ServerPlan;
import io.github.pgbackrest2nix.deployment.MonitoringPlan.TextfilePlan;
import io.github.pgbackrest2nix.nix.NixExpr;
import io.github.pgbackrest2nix.render.Origin;
import io.github.pgbackrest2nix.render.RuntimeJarSource;
import io.github.pgbackrest2nix.render.template.NixFragment;
import io.github.pgbackrest2nix.render.view.DefaultView.AssertionView;
import io.github.pgbackrest2nix.systemd.UnitSyntax;
import java.util.List;
import java.util.Optional;

/**
 * How metrics are collected.
 *
 * @param jar string: where the runtime jar is
 * @param assertions what must hold for it to be there
 * @param onFailure list of units that a failure starts
 * @param prometheus whether this host's own Prometheus loads the rules
 */
public record MonitoringView(
    NixFragment header,
    NixFragment jar,
    List<AssertionView> assertions,
    boolean credentials,
    Optional<NixFragment> onFailure,
    Optional<CollectorView> collector,
    Optional<ServerView> server,
    boolean prometheus) {
  // Without a first size the JVM takes all of the heap that it may, and keeps what it has touched.
  private static final String JVM =
      " -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xms8m -Xmx%dm -jar ";

  /**
   * Who writes the file for node_exporter.
   *
   * @param command string: the command line of the runtime jar
   * @param timeout after which a collection is given up
   * @param writePaths list of the directories that it writes to
   * @param directories set of what tmpfiles creates
   * @param nodeExporterFlag where node_exporter finds the file
   */
  public record CollectorView(
      NixFragment command,
      String timeout,
      NixFragment writePaths,
      String calendar,
      NixFragment directories,
      String nodeExporterFlag) {

    static CollectorView of(TextfilePlan plan, MonitoringPlan monitoring) {
      String arguments =
          "collect --textfile " + UnitSyntax.argument(plan.path()) + state("state.json");
      return new CollectorView(
          commandLine(arguments, monitoring),
          Times.systemd(plan.timeout()),
          Nix.strings(List.of(UnitSyntax.path(plan.directory()), UnitSyntax.path(HostPaths.LOCK))),
          UnitSyntax.calendar(plan.calendar()),
          NixFragment.of(NixExpr.set(Directories.of(List.of(plan.directory()), "0755"))),
          UnitSyntax.argument("--collector.textfile.directory=" + plan.directory()));
    }
  }

  /**
   * Who answers over HTTP.
   *
   * @param command string: the command line of the runtime jar
   * @param writePaths list of the directories that it writes to
   * @param reachable whether others than this host reach it
   * @param webConfig whether a file says with which TLS and for whom
   */
  public record ServerView(
      NixFragment command, NixFragment writePaths, boolean reachable, boolean webConfig) {

    static ServerView of(ServerPlan plan, MonitoringPlan monitoring) {
      String webConfig =
          plan.webConfig()
              .map(file -> " --web.config.file " + UnitSyntax.argument(file))
              .orElse("");
      String arguments =
          "serve --listen "
              + UnitSyntax.argument(plan.listen().text())
              + webConfig
              + state("serve.json");
      return new ServerView(
          commandLine(arguments, monitoring),
          Nix.strings(List.of(UnitSyntax.path(HostPaths.LOCK))),
          !plan.listen().loopback(),
          plan.webConfig().isPresent());
    }
  }

  /** Returns the view of this plan. */
  public static MonitoringView of(
      Deployment deployment, MonitoringPlan plan, Origin origin, RuntimeJarSource jar) {
    boolean packaged = jar == RuntimeJarSource.PACKAGE;
    return new MonitoringView(
        Headers.part(origin),
        NixFragment.of(packaged ? PackagedJar.PATH : NixExpr.path("./pgbackrest-metrics.jar")),
        packaged ? PackagedJar.assertions(origin) : List.of(),
        deployment.credentials().isPresent(),
        Nix.onFailure(deployment),
        plan.textfile().map(each -> CollectorView.of(each, plan)),
        plan.server().map(each -> ServerView.of(each, plan)),
        plan.prometheus());
  }

  private static String state(String file) {
    return " --state " + HostPaths.METRICS_STATE + "/" + file;
  }

  private static NixFragment commandLine(String arguments, MonitoringPlan plan) {
    return NixFragment.of(
        NixExpr.string(
            NixExpr.interpolated("java"),
            NixExpr.text(JVM.formatted(plan.heap())),
            NixExpr.interpolated("jar"),
            NixExpr.text(
                " "
                    + arguments
                    + " --declaration "
                    + HostPaths.DECLARATION
                    + " --timeout "
                    + plan.questionTimeout().toSeconds()
                    + "s --pgbackrest "),
            NixExpr.interpolated("lib.getExe pkgs.pgbackrest"),
            NixExpr.text(" --systemd-analyze "),
            NixExpr.interpolated("lib.getExe' config.systemd.package \"systemd-analyze\"")));
  }
}
