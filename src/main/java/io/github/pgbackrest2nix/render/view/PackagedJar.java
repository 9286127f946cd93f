package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.nix.NixExpr;
import io.github.pgbackrest2nix.render.Origin;
import io.github.pgbackrest2nix.render.view.DefaultView.AssertionView;
import java.util.List;

/** The runtime jar as a package of the host, which may be missing or old. */
final class PackagedJar {
  /**
   * Where the jar is. Without the package this still is a string, so that tools which evaluate
   * units before they look at assertions do not fail first.
   */
  static final NixExpr PATH =
      NixExpr.string(
          NixExpr.interpolated("pkgs.pgbackrest-metrics or \"/pgbackrest-metrics-is-missing\""),
          NixExpr.text("/share/java/pgbackrest-metrics.jar"));

  private PackagedJar() {}

  /** Returns what must hold on the host. */
  static List<AssertionView> assertions(Origin origin) {
    return List.of(
        AssertionView.of(
            "pkgs ? pgbackrest-metrics",
            origin.file()
                + ": the runtime jar comes from the package pgbackrest-metrics, which pkgs does not"
                + " have, so no metrics would be collected: add overlays.default of the flake of"
                + " pgbackrest2nix to nixpkgs.overlays, or render with --jar copy."),
        AssertionView.of(
            "pkgs ? pgbackrest-metrics -> lib.versionAtLeast pkgs.pgbackrest-metrics.version "
                + Nix.string(origin.version()),
            origin.file()
                + ": pkgs.pgbackrest-metrics is older than the version "
                + origin.version()
                + " that rendered this module, and may not understand its declaration.json: update"
                + " the input pgbackrest2nix, or render with the version that it has."));
  }
}
