package io.github.pgbackrest2nix.it;

import io.github.pgbackrest2nix.testing.RenderedUnits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The hosts whose units are held against systemd: all examples, and what these do not say. */
enum DescribedHost {
  FORGE("examples/forge/forge.yaml", "26.05", 16, "dataDir = \"/var/lib/postgresql/16/main\";"),
  METERED_OFFSITE("examples/metered-offsite/metered-offsite.yaml", "26.05", 17, ""),
  ONE_HOST_POSIX("examples/one-host-posix/one-host-posix.yaml", "24.11", 16, ""),
  S3_ENCRYPTED("examples/s3-encrypted/s3-encrypted.yaml", "26.05", 17, ""),
  TWO_STANZAS("examples/two-stanzas/two-stanzas.yaml", "25.11", 16, "settings.port = 5433;"),
  VARIANTS("src/test/resources/units/variants.yaml", "25.05", 17, ""),
  BOOTSTRAP("examples/bootstrap/bootstrap.yaml", "26.05", 17, ""),
  SMALLEST("src/test/resources/cases/ok/smallest.yaml", "25.11", 16, "");

  /** The template that the forge's description takes from its host. */
  static final String TEMPLATE =
      "services.sanoid.templates.prod = { hourly = 24; daily = 7; monthly = 3;"
          + " autosnap = true; autoprune = true; };";

  private final String description;
  private final String nixos;
  private final int postgresql;
  private final String settings;

  DescribedHost(String description, String nixos, int postgresql, String settings) {
    this.description = description;
    this.nixos = nixos;
    this.postgresql = postgresql;
    this.settings = settings;
  }

  /** Renders and evaluates, in an empty folder. */
  RenderedUnits units(Path scratch) throws IOException {
    Path host = Files.writeString(scratch.resolve("host.nix"), configuration());
    return RenderedUnits.of(text(), host.toString(), "", scratch);
  }

  /** The file of the description. */
  String description() {
    return description;
  }

  /** The description. */
  String text() {
    try {
      return Files.readString(Path.of(description));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The host's own configuration, a module, without what was rendered. */
  String configuration() {
    return """
        { pkgs, ... }: {
          system.stateVersion = "%s";
          services.prometheus.enable = true;
          services.postgresql = { enable = true; package = pkgs.postgresql_%d; %s };
          %s
        }
        """
        .formatted(nixos, postgresql, settings, this == FORGE ? TEMPLATE : "");
  }
}
