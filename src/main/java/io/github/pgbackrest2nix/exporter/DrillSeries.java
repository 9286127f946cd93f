package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.metric.DrillMetrics;
import java.util.OptionalLong;

/** How trial restores went, as series. */
final class DrillSeries {
  private DrillSeries() {}

  static void add(Series series, Snapshot snapshot) {
    snapshot
        .stanzas()
        .forEach(
            (stanza, outcome) ->
                outcome
                    .host()
                    .drills()
                    .forEach((repo, drill) -> add(series, new RepoId(stanza, repo), drill)));
  }

  private static void add(Series series, RepoId id, DrillResult drill) {
    series.add(DrillMetrics.SUCCESS, id, OptionalLong.of(drill.success() ? 1 : 0));
    series.add(DrillMetrics.LAST_SUCCESS, id, drill.lastSuccess());
    series.add(DrillMetrics.LAST_END, id, OptionalLong.of(drill.end()));
    series.add(DrillMetrics.DURATION, id, OptionalLong.of(drill.end() - drill.start()));
    series.add(DrillMetrics.RESTORE, id, drill.restore());
    series.add(DrillMetrics.LOST, id, drill.lost());
    series.add(DrillMetrics.LAST_TRANSACTION, id, drill.lastTransaction());
  }
}
