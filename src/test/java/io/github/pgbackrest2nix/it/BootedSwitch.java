package io.github.pgbackrest2nix.it;

import io.github.pgbackrest2nix.testing.RenderedUnits;
import io.github.pgbackrest2nix.testing.SystemdBox;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a switch does on a booted host: units that are gone are stopped, new timers start, and what
 * creates the stanza runs again; PostgreSQL goes on.
 */
record BootedSwitch(BootedHost host) {
  void from(RenderedUnits before, RenderedUnits after) {
    SystemdBox box = host.box();
    List<String> gone = units(before).filter(unit -> units(after).noneMatch(unit::equals)).toList();
    gone.forEach(unit -> box.run("systemctl", "stop", unit).succeeded());
    gone.forEach(unit -> box.run("rm", "/etc/systemd/system/" + unit).succeeded());
    before.links().keySet().stream()
        .filter(link -> !after.links().containsKey(link))
        .forEach(link -> box.run("rm", link).succeeded());
    after.installOn(box);
    host.shortenPauses();
    box.run("systemctl", "daemon-reload").succeeded();
    box.run("systemctl", "restart", "pgbackrest-stanza-create.service").succeeded();
    after.unitsOf("timer").stream()
        .filter(timer -> units(before).noneMatch(timer::equals))
        .forEach(timer -> box.run("systemctl", "start", timer).succeeded());
  }

  private static Stream<String> units(RenderedUnits units) {
    return Stream.concat(units.unitsOf("service").stream(), units.unitsOf("timer").stream());
  }
}
