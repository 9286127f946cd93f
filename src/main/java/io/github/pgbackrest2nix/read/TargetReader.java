package io.github.pgbackrest2nix.read;

import io.github.pgbackrest2nix.model.PgBackRestVersion;
import io.github.pgbackrest2nix.model.Target;
import java.time.ZoneId;
import java.util.Map;

/** Reads what the output is made for. */
final class TargetReader {
  private static final String NEWEST_NIXOS = "26.05";

  /**
   * The pgBackRest that each NixOS release ships, as far as the dates of both tell; a release may
   * take up a newer one later, so a description can name its own.
   */
  private static final Map<String, String> SHIPPED =
      Map.of(
          "24.11", "2.54",
          "25.05", "2.55",
          "25.11", "2.57",
          "26.05", "2.58",
          "26.11", "2.58");

  private TargetReader() {}

  static Target read(Branch target) {
    String nixos = target.text("nixos").orElse(NEWEST_NIXOS);
    String shipped = SHIPPED.getOrDefault(nixos, "");
    return new Target(
        nixos,
        PgBackRestVersion.require(target.text("pgbackrest").orElse(shipped)),
        ZoneId.of(target.text("timeZone").orElse("UTC")));
  }
}
