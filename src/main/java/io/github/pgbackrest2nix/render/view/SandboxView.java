package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.Deployment;
import io.github.pgbackrest2nix.render.Origin;
import io.github.pgbackrest2nix.render.template.NixFragment;

/**
 * What systemd keeps from all services.
 *
 * @param withoutMetadataService whether no credentials come from the metadata service of a cloud
 */
public record SandboxView(NixFragment header, boolean withoutMetadataService) {

  /** Returns the view of this deployment. */
  public static SandboxView of(Deployment deployment, Origin origin) {
    return new SandboxView(Headers.part(origin), !deployment.metadataService());
  }
}
