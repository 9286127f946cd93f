package io.github.pgbackrest2nix.deployment;

import java.time.Duration;
import java.util.List;

/**
 * How the host's metrics are collected and what is warned of.
 *
 * @param unit name of the collecting unit, without suffix
 * @param textfile the file that node_exporter reads
 * @param calendar when metrics are collected
 * @param questionTimeout how long the collector waits for one answer of pgBackRest
 * @param timeout after which a collection is given up
 * @param prometheus whether this host's own Prometheus loads the rules
 * @param alerts in the order in which they are written
 * @param declaration what the runtime jar is told should be there
 */
public record MonitoringPlan(
    String unit,
    String textfile,
    String calendar,
    Duration questionTimeout,
    Duration timeout,
    boolean prometheus,
    List<Alert> alerts,
    DeclarationPlan declaration) {
  public MonitoringPlan {
    alerts = List.copyOf(alerts);
  }
}
