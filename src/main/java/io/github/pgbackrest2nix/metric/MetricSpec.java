package io.github.pgbackrest2nix.metric;

import java.util.List;

/**
 * A gauge as it is exported.
 *
 * @param name as in the exposition
 * @param unit of the values
 * @param labels that every series of it carries, in the order in which they are documented
 * @param help one line, without a full stop
 */
public record MetricSpec(String name, MetricUnit unit, List<String> labels, String help) {
  public MetricSpec {
    if (!name.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException("not a metric name: " + name);
    }
    labels = List.copyOf(labels);
  }
}
