package io.github.pgbackrest2nix.deployment;

import java.time.Duration;
import java.util.List;

/**
 * One alerting rule of Prometheus.
 *
 * @param name such as {@code PostgreSQLBackupStale}
 * @param subject labels that tell the rules of one name apart, such as the stanza
 * @param expression PromQL; the alert fires while it has a result
 * @param pending for how long it must have one
 * @param severity value of the label
 * @param summary one line; may hold Prometheus templates
 * @param description what it means and what to look at
 * @param runbook the command to begin with
 * @param cases when it fires and when not
 */
public record Alert(
    String name,
    List<Label> subject,
    String expression,
    Duration pending,
    String severity,
    String summary,
    String description,
    String runbook,
    List<AlertCase> cases) {
  public Alert {
    subject = List.copyOf(subject);
    cases = List.copyOf(cases);
  }

  /** A label and its value. */
  public record Label(String name, String value) {}
}
