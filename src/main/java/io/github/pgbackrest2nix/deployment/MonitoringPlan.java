package io.github.pgbackrest2nix.deployment;

import io.github.pgbackrest2nix.model.ListenAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the host's metrics are collected and what is warned of.
 *
 * @param textfile how they get into a file for node_exporter, where they do
 * @param server how they are served over HTTP, where they are; one of the two there is
 * @param questionTimeout how long the collector waits for one answer of pgBackRest
 * @param heap mebibytes that the runtime jar may take for objects
 * @param prometheus whether this host's own Prometheus loads the rules
 * @param alerts in the order in which they are written
 * @param declaration what the runtime jar is told should be there
 */
public record MonitoringPlan(
    Optional<TextfilePlan> textfile,
    Optional<ServerPlan> server,
    Duration questionTimeout,
    long heap,
    boolean prometheus,
    List<Alert> alerts,
    DeclarationPlan declaration) {
  public MonitoringPlan {
    if (textfile.isEmpty() && server.isEmpty()) {
      throw new IllegalArgumentException("metrics that go nowhere");
    }
    alerts = List.copyOf(alerts);
  }

  /**
   * A collection into a file.
   *
   * @param unit name of the collecting unit, without suffix
   * @param path of the file that node_exporter reads
   * @param calendar when it is written
   * @param timeout after which a collection is given up
   */
  public record TextfilePlan(String unit, String path, String calendar, Duration timeout) {
    /** Returns the directory of the file. */
    public String directory() {
      return path.substring(0, path.lastIndexOf('/'));
    }
  }

  /**
   * A server of its own.
   *
   * @param unit name of the serving unit, without suffix
   * @param webConfig file of TLS and passwords
   */
  public record ServerPlan(String unit, ListenAddress listen, Optional<String> webConfig) {}
}
