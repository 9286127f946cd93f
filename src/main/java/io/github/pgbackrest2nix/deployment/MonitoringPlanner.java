package io.github.pgbackrest2nix.deployment;

import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.UnitNames;
import java.time.Duration;
import java.util.Optional;

/** Decides how metrics are collected. */
final class MonitoringPlanner {
  private static final Duration QUESTION_TIMEOUT = Duration.ofMinutes(2);

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
                    QUESTION_TIMEOUT,
                    timeout(description),
                    description.alerts().prometheus(),
                    AlertPlanner.plan(description),
                    DeclarationPlanner.plan(description)));
  }

  /**
   * Where one repository is dead, each stanza and repository is asked on its own after all. Then
   * there are the version and, once a day, the WAL of each.
   */
  private static Duration timeout(Description description) {
    long questions =
        2L + 2L * description.stanzas().size() * (long) description.repositories().size();
    return QUESTION_TIMEOUT.multipliedBy(questions).plusMinutes(1);
  }
}
