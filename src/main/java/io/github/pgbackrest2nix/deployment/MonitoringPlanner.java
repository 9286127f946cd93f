package io.github.pgbackrest2nix.deployment;

import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.UnitNames;
import java.util.Optional;

/** Decides how metrics are collected. */
final class MonitoringPlanner {
  private MonitoringPlanner() {}

  static Optional<MonitoringPlan> plan(Description description) {
    return description
        .metrics()
        .textfile()
        .map(
            textfile ->
                new MonitoringPlan(
                    UnitNames.METRICS,
                    textfile,
                    description.metrics().calendar(),
                    description.alerts().prometheus(),
                    AlertPlanner.plan(description)));
  }
}
