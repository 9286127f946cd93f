package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.metric.BackupMetrics;
import io.github.pgbackrest2nix.metric.MetricSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The series of one exposition, while they are gathered. */
final class Series {
  private final String hostname;
  private final Map<String, List<Point>> points = new HashMap<>();

  /** Starts without any; those that carry the host's name carry this one. */
  Series(String hostname) {
    this.hostname = hostname;
  }

  private record Point(List<String> labels, double value) {}

  String hostname() {
    return hostname;
  }

  /** Adds a series; the values of its labels are in the order of the metric's labels. */
  void add(MetricSpec metric, double value, String... labelValues) {
    if (labelValues.length != metric.labels().size()) {
      throw new IllegalArgumentException(metric.name() + " has other labels");
    }
    List<Point> series = points.get(metric.name());
    if (series == null) {
      series = new ArrayList<>();
      points.put(metric.name(), series);
    }
    series.add(new Point(List.of(labelValues), value));
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

  /** Writes those of a metric, if there are any. */
  void write(MetricSpec metric, ExpositionText out) throws IOException {
    List<Point> series = points.getOrDefault(metric.name(), List.of());
    if (series.isEmpty()) {
      return;
    }
    int[] order = ExpositionText.order(metric);
    series.sort((one, other) -> compare(one.labels, other.labels, order));
    for (Point point : series) {
      out.sample(metric, point.labels, point.value);
    }
  }

  private static int compare(List<String> one, List<String> other, int[] order) {
    for (int each : order) {
      int difference = one.get(each).compareTo(other.get(each));
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }
}
