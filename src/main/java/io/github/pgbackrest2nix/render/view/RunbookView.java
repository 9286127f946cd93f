package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.Deployment;
import io.github.pgbackrest2nix.render.Origin;
import io.github.pgbackrest2nix.render.template.CodeSpan;
import io.github.pgbackrest2nix.render.template.FencedBlock;
import java.util.List;
import java.util.Optional;

/**
 * The operations guide of the host.
 *
 * @param header what the file was written from
 * @param severalStanzas whether blocks say whose they are
 * @param zone of the host's calendars
 * @param drills where trial restores are declared
 * @param bootstrap where an empty data directory is restored
 * @param snapshots where datasets are declared
 * @param credentials where a repository has secrets
 * @param gone where there are several repositories
 * @param otherClusters where there are several stanzas
 * @param persistence of the directories that a reboot must leave alone, for NixOS
 * @param elsewhere on a machine that has nothing to do with this one
 * @param alerts empty where metrics are switched off
 */
public record RunbookView(
    List<String> header,
    String host,
    CodeSpan version,
    boolean severalStanzas,
    CodeSpan zone,
    RunbookPlaces places,
    RunbookBackups backups,
    RunbookBeside beside,
    RunbookRestore restore,
    Optional<RunbookDrills> drills,
    Optional<RunbookBootstrap> bootstrap,
    Optional<RunbookSnapshots> snapshots,
    Optional<RunbookCredentials> credentials,
    Optional<RunbookGone> gone,
    RunbookTroubles troubles,
    RunbookSpace space,
    Optional<RunbookOtherClusters> otherClusters,
    RunbookUpgrade upgrade,
    FencedBlock persistence,
    RunbookElsewhere elsewhere,
    List<RunbookAlert> alerts) {
  /** Returns the view of this deployment. */
  public static RunbookView of(Deployment deployment, Origin origin) {
    boolean alone = deployment.stanzas().size() == 1;
    List<RunbookStanza> stanzas =
        deployment.stanzas().stream()
            .map(stanza -> new RunbookStanza(stanza, deployment.repositories(), alone))
            .toList();
    return new RunbookView(
        Headers.lines(origin),
        deployment.host(),
        new CodeSpan(deployment.target().pgbackrest().toString()),
        !alone,
        new CodeSpan(deployment.target().timeZone().getId()),
        RunbookPlaces.of(deployment),
        RunbookBackups.of(deployment, stanzas),
        RunbookBeside.of(stanzas),
        RunbookRestore.of(deployment, stanzas),
        RunbookDrills.of(deployment.drills()),
        RunbookBootstrap.of(stanzas),
        deployment
            .sanoid()
            .filter(sanoid -> !sanoid.datasets().isEmpty())
            .map(sanoid -> RunbookSnapshots.of(sanoid, stanzas)),
        deployment.credentials().map(plan -> RunbookCredentials.of(plan, stanzas)),
        RunbookGone.of(deployment, stanzas),
        RunbookTroubles.of(deployment, stanzas),
        RunbookSpace.of(deployment, stanzas),
        RunbookOtherClusters.of(deployment, stanzas),
        RunbookUpgrade.of(stanzas),
        RunbookPersistence.of(deployment),
        RunbookElsewhere.of(deployment, stanzas),
        deployment.monitoring().map(RunbookAlert::of).orElse(List.of()));
  }
}
