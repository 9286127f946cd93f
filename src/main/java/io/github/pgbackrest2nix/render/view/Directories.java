package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.nix.NixExpr;
import io.github.pgbackrest2nix.nix.NixExpr.Attribute;
import io.github.pgbackrest2nix.systemd.TmpfilesSyntax;
import java.util.List;

/** Directories that tmpfiles creates for the user postgres. */
final class Directories {
  private Directories() {}

  static NixExpr of(List<String> paths, String mode) {
    return NixExpr.set(paths.stream().map(path -> directory(path, mode)).toList());
  }

  private static Attribute directory(String path, String mode) {
    return NixExpr.attribute(
        List.of(TmpfilesSyntax.settingsPath(path), "d"),
        NixExpr.set(
            NixExpr.attribute("mode", mode),
            NixExpr.attribute("user", "postgres"),
            NixExpr.attribute("group", "postgres")));
  }
}
