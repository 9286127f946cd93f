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

  /** One rule; durations as Prometheus spells them. */
  public record AlertView(
      String name,
      String stanza,
      String repo,
      YamlFragment expression,
      String pending,
      String severity,
      String summary,
      String description,
      String runbook) {

    static AlertView of(Alert alert) {
      return new AlertView(
          alert.name(),
          alert.stanza(),
          alert.repo(),
          YamlFragment.quotation(alert.expression()),
          Times.prometheus(alert.pending()),
          alert.severity(),
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
