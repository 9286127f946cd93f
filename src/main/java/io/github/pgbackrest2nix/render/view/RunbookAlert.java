package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.Alert;
import io.github.pgbackrest2nix.deployment.MonitoringPlan;
import io.github.pgbackrest2nix.model.AlertName;
import io.github.pgbackrest2nix.render.template.CodeSpan;
import java.util.List;
import java.util.stream.Stream;

/**
 * One kind of alert; the rules of that name differ in repository, stanza and threshold.
 *
 * @param places sections to go on with
 */
record RunbookAlert(CodeSpan name, String severity, String meaning, List<RunbookPlace> places) {

  /** Returns the alerts that are rendered, each name once. */
  static List<RunbookAlert> of(MonitoringPlan plan) {
    return Stream.of(AlertName.values())
        .flatMap(name -> first(plan.alerts(), name).map(alert -> view(plan, name, alert)))
        .toList();
  }

  private static Stream<Alert> first(List<Alert> alerts, AlertName name) {
    return alerts.stream().filter(alert -> alert.name().equals(name.fullName())).limit(1);
  }

  private static RunbookAlert view(MonitoringPlan plan, AlertName name, Alert alert) {
    return new RunbookAlert(
        TableCell.code(alert.name()),
        alert.severity(),
        AlertMeaning.of(name),
        RunbookPlace.of(name, plan));
  }
}
