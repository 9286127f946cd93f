package io.github.pgbackrest2nix.model;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import java.util.List;

/**
 * What an older set-up left behind and must be gone.
 *
 * @param services names of systemd services, without the suffix
 * @param options paths of NixOS options, with dots
 */
public record Supersedes(ConfigPath at, List<String> services, List<String> options) {
  public Supersedes {
    services = List.copyOf(services);
    options = List.copyOf(options);
  }
}
