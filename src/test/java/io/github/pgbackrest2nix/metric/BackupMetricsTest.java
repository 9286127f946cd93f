package io.github.pgbackrest2nix.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackupMetricsTest {
  /** Promised to dashboards and rules that exist. */
  private static final Set<String> PROMISED =
      Set.of(
          "pgbackrest_last_full_backup_timestamp",
          "pgbackrest_last_incr_backup_timestamp",
          "pgbackrest_last_diff_backup_timestamp",
          "pgbackrest_backup_count",
          "pgbackrest_repo_size_bytes",
          "pgbackrest_repo_backup_size_bytes");

  private static final List<Class<?>> HOLDERS =
      List.of(
          BackupMetrics.class,
          WalMetrics.class,
          SpaceMetrics.class,
          DrillMetrics.class,
          JobMetrics.class,
          DeclarationMetrics.class,
          CollectionMetrics.class,
          CompatibleMetrics.class);

  @Test
  void listsEveryMetricThatIsDeclared() throws IllegalAccessException {
    List<Object> declared = new ArrayList<>();
    for (Class<?> holder : HOLDERS) {
      for (Field field : holder.getFields()) {
        if (field.getType() == MetricSpec.class) {
          declared.add(field.get(null));
        }
      }
    }

    assertThat(BackupMetrics.all()).containsExactlyElementsOf(cast(declared));
  }

  private static List<MetricSpec> cast(List<Object> metrics) {
    return metrics.stream().map(MetricSpec.class::cast).toList();
  }

  @Test
  void keepsThePromisedNamesWithTheirLabels() {
    assertThat(BackupMetrics.all())
        .filteredOn(metric -> PROMISED.contains(metric.name()))
        .hasSize(PROMISED.size())
        .allSatisfy(
            metric -> assertThat(metric.labels()).containsExactly("stanza", "repo", "hostname"));
  }

  @Test
  void givesEveryMetricANameOfItsOwn() {
    assertThat(BackupMetrics.all()).extracting(MetricSpec::name).doesNotHaveDuplicates();
  }

  @Test
  void endsNamesInTheirUnitUnlessPromised() {
    assertThat(BackupMetrics.all())
        .filteredOn(metric -> !PROMISED.contains(metric.name()))
        .allSatisfy(metric -> assertThat(metric.name()).matches(pattern(metric.unit())));
  }

  private static String pattern(MetricUnit unit) {
    return switch (unit) {
      case UNIX_SECONDS -> ".*_timestamp_seconds";
      case SECONDS -> ".*(?<!_timestamp)_seconds";
      case BYTES -> ".*_bytes";
      case STATUS_CODE -> ".*_(status|code)";
      case INFO -> ".*_info";
      case FLAG, COUNT, ORDINAL -> ".*(?<!_seconds|_bytes|_count|_total)";
    };
  }

  @Test
  void writesHelpAsOneLineWithoutAFullStop() {
    assertThat(BackupMetrics.all())
        .allSatisfy(metric -> assertThat(metric.help()).matches("[A-Z1][^\\n]*[^.\\n]"));
  }

  @Test
  void refusesANameThatPrometheusWouldRefuse() {
    assertThatThrownBy(() -> new MetricSpec("repo-size", MetricUnit.BYTES, List.of(), "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a metric name: repo-size");
  }
}
