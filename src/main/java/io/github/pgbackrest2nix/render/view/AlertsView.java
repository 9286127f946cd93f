package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.Alert;
import io.github.pgbackrest2nix.deployment.Deployment;
import io.github.pgbackrest2nix.render.Origin;
import io.github.pgbackrest2nix.render.template.YamlFragment;
import java.util.List;

/**
 * The rule file of Prometheus.
 *
 * @param group name of the only group; it names the host, for a Prometheus that loads the files of
 *     several
 */
public record AlertsView(YamlFragment header, String group, List<AlertView> alerts) {

  /** A label that tells the rules of one name apart. */
  public record LabelView(String name, String value) {}

  /** One rule; durations as Prometheus spells them. */
  public record AlertView(
      String name,
      YamlFragment expression,
      String pending,
      String severity,
      List<LabelView> subject,
      String summary,
      String description,
      String runbook) {

    static AlertView of(Alert alert) {
      return new AlertView(
          alert.name(),
          YamlFragment.quotation(alert.expression()),
          Times.prometheus(alert.pending()),
          alert.severity(),
          alert.subject().stream()
              .map(label -> new LabelView(label.name(), label.value()))
              .toList(),
          alert.summary(),
          alert.description(),
          alert.runbook());
    }
  }

  /** Returns the view of these alerts. */
  public static AlertsView of(Deployment deployment, List<Alert> alerts, Origin origin) {
    return new AlertsView(
        YamlFragment.comment(String.join("\n", Headers.lines(origin))),
        "pgbackrest-" + deployment.host(),
        alerts.stream().map(AlertView::of).toList());
  }
}
