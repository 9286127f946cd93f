package io.github.pgbackrest2nix.deployment;

import io.github.pgbackrest2nix.defect.Defect;
import io.github.pgbackrest2nix.deployment.StanzaPlan.DrillPlan;
import io.github.pgbackrest2nix.identity.Identity;
import io.github.pgbackrest2nix.model.Sanoid;
import io.github.pgbackrest2nix.model.Supersedes;
import io.github.pgbackrest2nix.model.Target;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is rendered for one host, decided. The order of the description's maps does not
 * show in it.
 *
 * @param repositories those in use, by key
 * @param disabled those that are described only, by key
 * @param stanzas by name
 * @param credentials nothing where no repository has a secret
 * @param monitoring nothing where metrics are switched off
 * @param metadataService whether credentials come from the metadata service of a cloud
 * @param onFailure units that are started when one of ours fails
 * @param defects known ones of the target's pgBackRest that this host meets
 * @param identity what the next description is compared with
 */
public record Deployment(
    String host,
    Target target,
    ConfigurationFile configuration,
    List<RepositoryPlan> repositories,
    List<RepositoryPlan> disabled,
    List<StanzaPlan> stanzas,
    Optional<CredentialsPlan> credentials,
    Optional<Sanoid> sanoid,
    Optional<MonitoringPlan> monitoring,
    Supersedes supersedes,
    boolean metadataService,
    List<String> onFailure,
    List<Defect> defects,
    Identity identity) {
  public Deployment {
    repositories = List.copyOf(repositories);
    disabled = List.copyOf(disabled);
    stanzas = List.copyOf(stanzas);
    onFailure = List.copyOf(onFailure);
    defects = List.copyOf(defects);
  }

  /** Returns the trial restores of all stanzas. */
  public List<DrillPlan> drills() {
    return stanzas.stream().flatMap(stanza -> stanza.drills().stream()).toList();
  }
}
