package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.Alert;
import io.github.pgbackrest2nix.model.AlertName;
import io.github.pgbackrest2nix.render.template.CodeSpan;
import io.github.pgbackrest2nix.render.template.FencedBlock;
import java.util.List;
import java.util.stream.Stream;

/**
 * One kind of alert; the rules of that name differ in repository, stanza and threshold.
 *
 * @param pending for how long it must hold
 * @param commands what to begin with
 */
record RunbookAlert(
    CodeSpan name, String severity, String pending, String meaning, FencedBlock commands) {

  /** Returns the alerts that are rendered, each name once. */
  static List<RunbookAlert> of(List<Alert> alerts) {
    return Stream.of(AlertName.values())
        .map(name -> new Named(name, named(alerts, name)))
        .filter(each -> !each.alerts.isEmpty())
        .map(Named::view)
        .toList();
  }

  private static List<Alert> named(List<Alert> alerts, AlertName name) {
    return alerts.stream().filter(alert -> alert.name().equals(name.fullName())).toList();
  }

  private record Named(AlertName name, List<Alert> alerts) {
    RunbookAlert view() {
      Alert first = alerts.get(0);
      return new RunbookAlert(
          new CodeSpan(first.name()),
          first.severity(),
          Times.prometheus(first.pending()),
          AlertMeaning.of(name),
          Shell.block(alerts.stream().map(Alert::runbook).distinct().toList()));
    }
  }
}
