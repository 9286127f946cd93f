package io.github.pgbackrest2nix.it;

import io.github.pgbackrest2nix.testing.RealNixos;
import io.github.pgbackrest2nix.testing.RenderedUnits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A host of NixOS around what a description becomes, and what our module says to it.
 *
 * @param more what the host's own configuration says beside {@link DescribedHost#configuration}
 * @param refused the messages of the assertions that fail
 * @param warned the warnings
 * @param whole whether the host's units can be asked for, also where it is refused
 */
record NixosSituation(
    String name,
    DescribedHost host,
    String more,
    List<String> refused,
    List<String> warned,
    boolean whole) {
  /** What the description is checked in, where that is not NixOS's own UTC. */
  private static final Map<DescribedHost, String> TIME_ZONES =
      Map.of(
          DescribedHost.FORGE, "Europe/Berlin",
          DescribedHost.METERED_OFFSITE, "Europe/Berlin",
          DescribedHost.S3_ENCRYPTED, "Europe/Vienna",
          DescribedHost.TWO_STANZAS, "America/New_York",
          DescribedHost.BOOTSTRAP, "Europe/Zurich");

  private static final String OTHER_CLUSTER =
      "services.postgresql does not run the cluster of stanza %s (%s), so this module does not set"
          + " its archive_command, without which its backups fail: set it in that cluster's own"
          + " configuration as RUNBOOK.md, Other clusters, says.";

  /** The host that the description is of: nothing is refused, and all can be built. */
  static NixosSituation described(DescribedHost host) {
    return accepted(host.name(), host, "");
  }

  /** A host on which nothing is refused either. */
  private static NixosSituation accepted(String name, DescribedHost host, String more) {
    List<String> warned =
        switch (host) {
          case TWO_STANZAS ->
              List.of(OTHER_CLUSTER.formatted("reports", "/var/lib/postgresql/reports"));
          case VARIANTS -> List.of(OTHER_CLUSTER.formatted("analytics", "/srv/analytics"));
          default -> List.of();
        };
    return new NixosSituation(name, host, more, List.of(), warned, true);
  }

  private static NixosSituation refused(String name, DescribedHost host, String more, String why) {
    return new NixosSituation(name, host, more, List.of(why), List.of(), true);
  }

  /** The hosts that are not as their description says, or that do more than it says. */
  static List<NixosSituation> others() {
    List<NixosSituation> others = new ArrayList<>();
    Stream.of(DescribedHost.FORGE, DescribedHost.BOOTSTRAP, DescribedHost.ONE_HOST_POSIX)
        .map(NixosSituation::withoutPostgresql)
        .forEach(others::add);
    DescribedHost forge = DescribedHost.FORGE;
    others.add(
        new NixosSituation(
            "beside services.pgbackrest",
            forge,
            "services.pgbackrest.enable = true;",
            List.of(
                "services.pgbackrest of NixOS is enabled too, and both would own"
                    + " /etc/pgbackrest/pgbackrest.conf and archive_command: turn it off."),
            List.of(),
            false));
    others.add(
        refused(
            "another major version",
            forge,
            "services.postgresql.package = lib.mkForce pkgs.postgresql_17;",
            "services.postgresql.package is not the major version 16 that stanza main describes:"
                + " after an upgrade of PostgreSQL change the description and read RUNBOOK.md,"
                + " Upgrade."));
    others.add(
        refused(
            "another data directory",
            forge,
            "services.postgresql.dataDir = lib.mkForce \"/srv/postgresql\";",
            "services.postgresql.dataDir is not the data directory that is described"
                + " (/var/lib/postgresql/16/main), so another cluster would be backed up: make the"
                + " two equal."));
    others.add(
        refused(
            "archive_mode off",
            forge,
            "services.postgresql.settings.archive_mode = \"off\";",
            "services.postgresql.settings.archive_mode is off, so no WAL reaches the repositories"
                + " and no backup can be completed: set it to \"on\"."));
    others.add(
        new NixosSituation(
            "without the snapshot template",
            forge,
            "services.sanoid.templates = lib.mkForce { wal-frequent = { }; };",
            List.of(
                "the snapshot template prod is named in sanoid.externalTemplates, but nothing on"
                    + " this host defines it: set services.sanoid.templates.prod, or describe it"
                    + " under sanoid.templates."),
            List.of(),
            false));
    others.add(
        accepted(
            "ensureUsers",
            forge,
            """
            services.postgresql = {
              ensureUsers = [ { name = "app"; ensureDBOwnership = true; } ];
              ensureDatabases = [ "app" ];
            };
            """));
    others.add(accepted("JIT", forge, "services.postgresql.enableJIT = true;"));
    others.add(
        accepted(
            "overrides",
            forge,
            """
            systemd.timers.pgbackrest-full-backup.timerConfig.OnCalendar = "04:00";
            systemd.services.pgbackrest-check.serviceConfig = {
              CPUWeight = 55;
              TimeoutStartSec = "7h";
            };
            """));
    for (DescribedHost host : List.of(forge, DescribedHost.S3_ENCRYPTED)) {
      for (String prometheus : List.of("true", "false")) {
        for (String node : List.of("true", "false")) {
          others.add(
              accepted(
                  "%s, prometheus %s, node_exporter %s".formatted(host, prometheus, node),
                  host,
                  """
                  services.prometheus.enable = lib.mkForce %s;
                  services.prometheus.exporters.node.enable = %s;
                  """
                      .formatted(prometheus, node)));
        }
      }
    }
    return others;
  }

  private static NixosSituation withoutPostgresql(DescribedHost host) {
    return refused(
        host + " without PostgreSQL",
        host,
        "services.postgresql.enable = lib.mkForce false;",
        "PostgreSQL is not enabled on this host, so there is nothing to back up: enable"
            + " services.postgresql, or drop this module from the imports.");
  }

  /** Writes the host's configuration and what was rendered for it into a new folder. */
  RealNixos.Host write(Path scratch) {
    Path folder = scratch.resolve("host-" + name.replaceAll("[^A-Za-z0-9]+", "-"));
    RenderedUnits.render(host.text(), folder.resolve("module"));
    List<Path> configuration = List.of(writeOwn(folder), folder.resolve("module/default.nix"));
    return new RealNixos.Host(name, configuration, whole, refused.isEmpty());
  }

  /** Writes what the host itself says, a module, into a folder. */
  Path writeOwn(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("described.nix"), host.configuration());
      Files.writeString(
          folder.resolve("beside.nix"), "{ lib, pkgs, ... }:\n{\n" + beside() + "}\n");
      return Files.writeString(
          folder.resolve("host.nix"), "{ imports = [ ./described.nix ./beside.nix ]; }\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The warnings, whole. */
  List<String> warnings() {
    return ours(warned);
  }

  /** The messages of the assertions that fail, whole. */
  List<String> refusals() {
    return ours(refused);
  }

  private static List<String> ours(List<String> messages) {
    return messages.stream().map(message -> "host.yaml: " + message).toList();
  }

  private String beside() {
    String zone = TIME_ZONES.get(host);
    return (zone == null ? "" : "time.timeZone = \"" + zone + "\";\n") + more;
  }

  @Override
  public String toString() {
    return name;
  }
}
