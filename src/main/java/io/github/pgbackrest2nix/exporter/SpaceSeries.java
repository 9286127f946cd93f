package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.Snapshot.RepoOutcome;
import io.github.pgbackrest2nix.metric.SpaceMetrics;
import java.util.OptionalLong;

/** The series of the room on file systems, and of what archived WAL takes. */
final class SpaceSeries {
  private SpaceSeries() {}

  static void add(Series series, Snapshot snapshot) {
    snapshot
        .stanzas()
        .forEach(
            (stanza, outcome) ->
                outcome.rooms().forEach((place, room) -> add(series, stanza, place, room)));
    for (RepoOutcome repo : snapshot.repos()) {
      repo.walCheck()
          .ifPresent(check -> series.add(SpaceMetrics.REPO_WAL, repo.id(), check.bytes()));
    }
  }

  private static void add(Series series, String stanza, String place, Room room) {
    String[] labels = {stanza, place, series.hostname()};
    if (room.code() == Room.Code.NONE) {
      series.add(SpaceMetrics.AVAILABLE, OptionalLong.of(room.available()), labels);
      series.add(SpaceMetrics.SIZE, OptionalLong.of(room.size()), labels);
    }
    series.add(SpaceMetrics.ERROR_CODE, OptionalLong.of(room.code().number()), labels);
  }
}
