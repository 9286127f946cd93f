package io.github.pgbackrest2nix.read;

import io.github.pgbackrest2nix.model.Alerts;
import io.github.pgbackrest2nix.model.Alerts.AlertOverride;
import io.github.pgbackrest2nix.model.ListenAddress;
import io.github.pgbackrest2nix.model.Metrics;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what is measured and warned of. */
final class MonitoringReader {
  private static final String TEXTFILE =
      "/var/lib/node_exporter/textfile_collector/pgbackrest.prom";
  private static final String EVERY_QUARTER = "*:0/15";

  private MonitoringReader() {}

  static Metrics metrics(Branch metrics) {
    // An explicit null is the wish for no file.
    Optional<String> textfile =
        metrics.has("textfile") ? metrics.text("textfile") : Optional.of(TEXTFILE);
    return new Metrics(
        metrics.at(),
        textfile,
        metrics.text("calendar").orElse(EVERY_QUARTER),
        metrics.text("listen").map(ListenAddress::new),
        metrics.text("webConfig"));
  }

  static Alerts alerts(Branch alerts) {
    SortedMap<String, String> severity = new TreeMap<>();
    Branch written = alerts.child("severity");
    written.entries().forEach(e -> severity.put(e.name(), written.requireText(e.name())));
    return new Alerts(
        alerts.at(),
        alerts.bool("prometheus").orElse(false),
        severity,
        alerts.text("repoSizeLimit").map(Quantities::bytes),
        alerts.child("overrides").children().stream()
            .map(
                each ->
                    new AlertOverride(
                        each.at(), each.name(), each.duration("after"), each.text("severity")))
            .toList());
  }
}
