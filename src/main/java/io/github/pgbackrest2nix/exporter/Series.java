package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.metric.BackupMetrics;
import io.github.pgbackrest2nix.metric.MetricSpec;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The series of one exposition, while they are gathered. */
final class Series {
  private final String hostname;
  private final Map<String, List<GaugeDataPointSnapshot>> points = new HashMap<>();

  /** Starts without any; those that carry the host's name carry this one. */
  Series(String hostname) {
    this.hostname = hostname;
  }

  String hostname() {
    return hostname;
  }

  /** Adds a series; the values of its labels are in the order of the metric's labels. */
  void add(MetricSpec metric, double value, String... labelValues) {
    Labels labels = Labels.of(metric.labels(), List.of(labelValues));
    List<GaugeDataPointSnapshot> series = points.get(metric.name());
    if (series == null) {
      series = new ArrayList<>();
      points.put(metric.name(), series);
    }
    series.add(new GaugeDataPointSnapshot(value, labels, null));
  }

  /** Adds a series unless it has no value. */
  void add(MetricSpec metric, OptionalLong value, String... labelValues) {
    if (value.isPresent()) {
      add(metric, (double) value.getAsLong(), labelValues);
    }
  }

  /** Adds a series of a stanza in a repository. */
  void add(MetricSpec metric, RepoId id, OptionalLong value) {
    add(metric, value, id.stanza(), BackupMetrics.repoLabel(id.key()), hostname);
  }

  /** Adds a series of a type of backups of a stanza in a repository. */
  void add(MetricSpec metric, RepoId id, String type, OptionalLong value) {
    add(metric, value, id.stanza(), BackupMetrics.repoLabel(id.key()), type, hostname);
  }

  /** Returns all of them, in the order in which metrics are documented. */
  MetricSnapshots snapshots() {
    List<MetricSnapshot> metrics = new ArrayList<>();
    for (MetricSpec metric : BackupMetrics.all()) {
      List<GaugeDataPointSnapshot> series = points.get(metric.name());
      if (series != null) {
        metrics.add(new GaugeSnapshot(new MetricMetadata(metric.name(), metric.help()), series));
      }
    }
    return new MetricSnapshots(metrics);
  }
}
