package io.github.pgbackrest2nix.render;

/** Where a rendered module takes the runtime jar from. */
public enum RuntimeJarSource {
  /** Its own folder, where the jar lies beside the module. */
  FOLDER,

  /** The package {@code pgbackrest-metrics}, which the overlay of {@code nix/flake.nix} adds. */
  PACKAGE
}
