package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.Deployment;
import io.github.pgbackrest2nix.deployment.StanzaPlan;
import io.github.pgbackrest2nix.render.view.DefaultView.WarningView;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What works on a host, but not as it looks. */
record HostWarnings(Deployment deployment, String file) {
  List<WarningView> all() {
    List<WarningView> all = new ArrayList<>();
    all.add(timeZone(deployment.target().timeZone()));
    if (deployment.stanzas().size() > 1) {
      deployment.stanzas().forEach(stanza -> all.add(otherCluster(stanza)));
    }
    return all;
  }

  private WarningView timeZone(ZoneId zone) {
    return say(
        names(zone).stream()
            .map(name -> "timeZone != " + Nix.string(name))
            .collect(Collectors.joining(" && ")),
        "time.timeZone of this host is not "
            + zone.getId()
            + " (not set means UTC), which the description was checked in: the timers run by the"
            + " host's clock, so windows and alerts may not fit; make the two equal, here or as"
            + " target.timeZone");
  }

  private static List<String> names(ZoneId zone) {
    return zone.normalized().equals(ZoneOffset.UTC)
        ? Stream.of("UTC", "Etc/UTC", zone.getId()).distinct().toList()
        : List.of(zone.getId());
  }

  private WarningView otherCluster(StanzaPlan stanza) {
    return say(
        "isDescribed && !" + Nix.select("runs", stanza.name()),
        "services.postgresql does not run the cluster of stanza "
            + stanza.name()
            + " ("
            + stanza.dataDir()
            + "), so this module does not set its archive_command, without which its backups fail:"
            + " set it in that cluster's own configuration as RUNBOOK.md, Other clusters, says");
  }

  private WarningView say(String condition, String message) {
    return WarningView.of(condition, file + ": " + message + ".");
  }
}
