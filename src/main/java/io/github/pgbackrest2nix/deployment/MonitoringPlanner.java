package io.github.pgbackrest2nix.deployment;

import io.github.pgbackrest2nix.deployment.MonitoringPlan.ServerPlan;
import io.github.pgbackrest2nix.deployment.MonitoringPlan.TextfilePlan;
import io.github.pgbackrest2nix.forecast.Forecast;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Metrics;
import io.github.pgbackrest2nix.model.UnitNames;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Decides how metrics are collected. */
final class MonitoringPlanner {
  private static final Duration QUESTION_TIMEOUT = Duration.ofMinutes(2);

  private MonitoringPlanner() {}

  static Optional<MonitoringPlan> plan(
      Description description, List<StanzaPlan> stanzas, Optional<CredentialsPlan> credentials) {
    Metrics metrics = description.metrics();
    if (metrics.textfile().isEmpty() && metrics.listen().isEmpty()) {
      return Optional.empty();
    }
    Forecast forecast = new Forecast(description);
    return Optional.of(
        new MonitoringPlan(
            metrics
                .textfile()
                .map(
                    path ->
                        new TextfilePlan(
                            UnitNames.METRICS, path, metrics.calendar(), timeout(description))),
            metrics
                .listen()
                .map(
                    address ->
                        new ServerPlan(UnitNames.METRICS_SERVER, address, metrics.webConfig())),
            QUESTION_TIMEOUT,
            CollectorHeap.mebibytes(
                description.stanzas().size(), description.repositories().size()),
            description.alerts().prometheus(),
            AlertPlanner.plan(forecast),
            DeclarationPlanner.plan(forecast, stanzas, credentials)));
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
