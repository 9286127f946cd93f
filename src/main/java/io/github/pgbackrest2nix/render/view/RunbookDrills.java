package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.StanzaPlan.DrillPlan;
import io.github.pgbackrest2nix.render.template.FencedBlock;
import java.util.List;
import java.util.Optional;

/**
 * Trial restores.
 *
 * @param start each of them, now
 * @param look how the last ones went, and what they said
 */
record RunbookDrills(FencedBlock start, FencedBlock look) {
  static Optional<RunbookDrills> of(List<DrillPlan> drills) {
    if (drills.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new RunbookDrills(
            Shell.block(drills.stream().map(drill -> RunbookStanza.start(drill.unit())).toList()),
            Shell.block(
                Shell.spread("sudo tail -n +1", drills.stream().map(DrillPlan::result).toList()),
                Shell.spread(
                    "journalctl --no-pager --lines=100",
                    drills.stream()
                        .map(drill -> "--unit=" + drill.unit() + ".service")
                        .toList()))));
  }
}
