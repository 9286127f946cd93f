package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.Declaration.DeclaredJob;
import io.github.pgbackrest2nix.metric.JobMetrics;
import java.util.OptionalLong;

/** How the runs of services went, as series. */
final class JobSeries {
  private JobSeries() {}

  static void add(Series series, Snapshot snapshot) {
    for (DeclaredJob job : snapshot.declaration().jobs()) {
      JobResult result = snapshot.jobs().get(job.unit());
      if (result != null) {
        OptionalLong success = OptionalLong.of(result.success() ? 1 : 0);
        add(series, job, success, result.lastSuccess());
      }
    }
  }

  private static void add(
      Series series, DeclaredJob job, OptionalLong success, OptionalLong lastSuccess) {
    String[] labels = {job.stanza().orElse(""), job.unit(), series.hostname()};
    series.add(JobMetrics.SUCCESS, success, labels);
    series.add(JobMetrics.LAST_SUCCESS, lastSuccess, labels);
  }
}
