package io.github.pgbackrest2nix.deployment;

import java.time.Duration;

/**
 * One alerting rule of Prometheus.
 *
 * @param name such as {@code PostgreSQLBackupStale}
 * @param stanza label of the stanza, which also tells the rules of one name apart
 * @param repo label of the repository
 * @param expression PromQL; the alert fires while it has a result
 * @param pending for how long it must have one
 * @param severity value of the label
 * @param summary one line; may hold Prometheus templates
 * @param description what it means and what to look at
 * @param runbook the command to begin with
 */
public record Alert(
    String name,
    String stanza,
    String repo,
    String expression,
    Duration pending,
    String severity,
    String summary,
    String description,
    String runbook) {}
