package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.nix.NixExpr;
import io.github.pgbackrest2nix.nix.NixExpr.Attribute;
import io.github.pgbackrest2nix.systemd.TmpfilesSyntax;
import java.util.List;

/** Directories that tmpfiles creates for the user or the group postgres. */
final class Directories {
  private Directories() {}

  /** Those that are the user's own. */
  static List<Attribute> of(List<String> paths, String mode) {
    return paths.stream().map(path -> directory(path, "postgres", mode)).toList();
  }

  static Attribute directory(String path, String user, String mode) {
    return NixExpr.attribute(
        List.of(TmpfilesSyntax.settingsPath(path), "d"),
        NixExpr.set(
            NixExpr.attribute("mode", mode),
            NixExpr.attribute("user", user),
            NixExpr.attribute("group", "postgres")));
  }
}
