package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.Deployment;
import io.github.pgbackrest2nix.deployment.StanzaPlan;
import io.github.pgbackrest2nix.model.PgBackRestVersion;
import io.github.pgbackrest2nix.model.Sanoid;
import io.github.pgbackrest2nix.render.view.DefaultView.AssertionView;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The assertions of a deployment; all but the first hold where PostgreSQL is off. */
record HostAssertions(Deployment deployment, String file) {
  List<AssertionView> all() {
    List<AssertionView> all = new ArrayList<>();
    all.add(
        say(
            "cfg.enable",
            "PostgreSQL is not enabled on this host, so there is nothing to back up: enable"
                + " services.postgresql, or drop this module from the imports"));
    all.add(dataDirectory());
    deployment.stanzas().forEach(stanza -> all.addAll(cluster(stanza)));
    if (deployment.stanzas().size() > 1) {
      deployment.stanzas().stream()
          .filter(stanza -> stanza.bootstrap().isPresent())
          .forEach(stanza -> all.add(bootstrap(stanza)));
    }
    all.addAll(archiving());
    all.add(
        say(
            "!(config.services.pgbackrest.enable or false)",
            "services.pgbackrest of NixOS is enabled too, and both would own"
                + " /etc/pgbackrest/pgbackrest.conf and archive_command: turn it off"));
    all.add(version());
    deployment.sanoid().ifPresent(sanoid -> all.addAll(templates(sanoid)));
    deployment.supersedes().services().forEach(service -> all.add(supersededService(service)));
    deployment.supersedes().options().forEach(option -> all.add(supersededOption(option)));
    return all;
  }

  private AssertionView dataDirectory() {
    String directories =
        deployment.stanzas().stream().map(StanzaPlan::dataDir).collect(Collectors.joining(", "));
    return say(
        "cfg.enable -> isDescribed",
        "services.postgresql.dataDir is not the data directory that is described ("
            + directories
            + "), so another cluster would be backed up: make the two equal");
  }

  private List<AssertionView> cluster(StanzaPlan stanza) {
    String described = Nix.select("runs", stanza.name()) + " -> ";
    String version = Integer.toString(stanza.postgresqlVersion());
    return List.of(
        say(
            described + "cfg.package.psqlSchema == " + Nix.string(version),
            "services.postgresql.package is not the major version "
                + version
                + " that stanza "
                + stanza.name()
                + " describes: after an upgrade of PostgreSQL change the description and read"
                + " RUNBOOK.md, Upgrade"),
        say(
            described + "cfg.settings.port == " + stanza.port(),
            "services.postgresql.settings.port is not the port "
                + stanza.port()
                + " that stanza "
                + stanza.name()
                + " describes, so backups would not find the cluster: make the two equal"));
  }

  /** With one stanza it is the first assertion about data directories that fails. */
  private AssertionView bootstrap(StanzaPlan stanza) {
    return say(
        "isDescribed -> " + Nix.select("runs", stanza.name()),
        "stanza "
            + stanza.name()
            + " says bootstrapFromBackup, but services.postgresql does not run its cluster ("
            + stanza.dataDir()
            + "), so nothing would restore it: move bootstrapFromBackup to the stanza whose"
            + " cluster that is");
  }

  private List<AssertionView> archiving() {
    return List.of(
        say(
            "isDescribed -> archiveMode != \"off\" && archiveMode != false",
            "services.postgresql.settings.archive_mode is off, so no WAL reaches the repositories"
                + " and no backup can be completed: set it to \"on\""),
        say(
            "isDescribed -> (cfg.settings.wal_level or \"replica\") != \"minimal\"",
            "services.postgresql.settings.wal_level is minimal, with which PostgreSQL does not"
                + " start while archive_mode is on: use replica or logical"));
  }

  private AssertionView version() {
    PgBackRestVersion target = deployment.target().pgbackrest();
    // Nix takes 2.53 for older than 2.53.0, and nixpkgs called the first versions of a release
    // 2.53.
    PgBackRestVersion oldest = target.patch().orElse(0) == 0 ? target.release() : target;
    return say(
        "lib.versionAtLeast pkgs.pgbackrest.version " + Nix.string(oldest.toString()),
        "pkgs.pgbackrest is older than the version "
            + target
            + " that the description was checked against, so it may drop options that it does not"
            + " know and have defects that are not reported: lower target.pgbackrest and render"
            + " again, or update nixpkgs");
  }

  /** NixOS, too, refuses a template that nobody defines, and names neither file nor way out. */
  private List<AssertionView> templates(Sanoid sanoid) {
    return sanoid.externalTemplates().stream()
        .sorted()
        .map(
            template ->
                say(
                    "config.services.sanoid.templates ? " + Nix.string(template),
                    "the snapshot template "
                        + template
                        + " is named in sanoid.externalTemplates, but nothing on this host defines"
                        + " it: set services.sanoid.templates."
                        + template
                        + ", or describe it under sanoid.templates"))
        .toList();
  }

  private AssertionView supersededService(String service) {
    return say(
        "!(config.systemd.services ? " + Nix.string(service) + ")",
        "the service " + service + " of the older set-up is still defined: remove it");
  }

  private AssertionView supersededOption(String option) {
    return say(
        "!(isSet " + Nix.string(option) + ")",
        "the option " + option + " of the older set-up is still set: remove it");
  }

  private AssertionView say(String condition, String message) {
    return AssertionView.of(condition, file + ": " + message + ".");
  }
}
