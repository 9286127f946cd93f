package io.github.pgbackrest2nix.render.dashboard;

import io.github.pgbackrest2nix.metric.BackupMetrics;
import io.github.pgbackrest2nix.metric.MetricSpec;
import java.util.ArrayList;
import java.util.List;

/** Expressions about the metrics, limited to what the dashboard's variables choose. */
final class Promql {
  /** The labels that have a variable of the same name. */
  private static final List<String> CHOSEN =
      List.of(BackupMetrics.HOSTNAME, BackupMetrics.STANZA, BackupMetrics.REPO);

  private static final String BY_STANZA =
      "by (" + BackupMetrics.HOSTNAME + ", " + BackupMetrics.STANZA + ") ";

  private Promql() {}

  /** Returns the series that the variables choose. */
  static String of(MetricSpec metric) {
    return select(metric, List.of());
  }

  /** Returns those of them with this label. */
  static String of(MetricSpec metric, String label, String value) {
    if (!metric.labels().contains(label)) {
      throw new IllegalArgumentException(metric.name() + " has no label " + label);
    }
    return select(metric, List.of(label + "=\"" + value + "\""));
  }

  private static String select(MetricSpec metric, List<String> more) {
    List<String> matchers = new ArrayList<>();
    CHOSEN.stream()
        .filter(metric.labels()::contains)
        .forEach(label -> matchers.add(label + "=~\"$" + label + "\""));
    matchers.addAll(more);
    return metric.name() + (matchers.isEmpty() ? "" : "{" + String.join(", ", matchers) + "}");
  }

  /** Returns the age of a time. */
  static String since(String time) {
    return "time() - " + time;
  }

  /** Returns the age of the newest backup that does the service of each type. */
  static String backupAge() {
    return "(" + since(newestBackup()) + ")";
  }

  static String newestBackup() {
    return of(BackupMetrics.LAST_BACKUP, BackupMetrics.BASIS, "effective");
  }

  /** Compares or divides what differs in the basis alone. */
  static String withoutBasis(String operator) {
    return " " + operator + " ignoring (" + BackupMetrics.BASIS + ") ";
  }

  /** Returns the greatest value of each stanza. */
  static String mostOfStanza(String expression) {
    return "max " + BY_STANZA + "(" + expression + ")";
  }
}
