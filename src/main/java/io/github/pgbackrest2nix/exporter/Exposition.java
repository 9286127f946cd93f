package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.metric.BackupMetrics;
import io.github.pgbackrest2nix.metric.CollectionMetrics;
import io.github.pgbackrest2nix.metric.MetricSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes a snapshot as text, as it goes. */
final class Exposition {
  private static final List<MetricSpec> BY_NAME =
      BackupMetrics.all().stream().sorted(Comparator.comparing(MetricSpec::name)).toList();
  private static final double NANOS_PER_SECOND = 1e9;

  private Exposition() {}

  /** Writes the Prometheus text format, ordered by metric and labels, with a final newline. */
  static void writeText(Snapshot snapshot, String version, OutputStream out) throws IOException {
    write(snapshot, version, ExpositionText.prometheus(out));
  }

  /** Writes the same in the text format of OpenMetrics 1.0, which ends in {@code # EOF}. */
  static void writeOpenMetrics(Snapshot snapshot, String version, OutputStream out)
      throws IOException {
    write(snapshot, version, ExpositionText.openMetrics(out));
  }

  private static void write(Snapshot snapshot, String version, ExpositionText out)
      throws IOException {
    Series series = series(snapshot, version);
    List<PackedBackup> backups = new ArrayList<>(snapshot.backups());
    backups.sort(PackedBackup.BY_NAME);
    for (MetricSpec metric : BY_NAME) {
      series.write(metric, out);
      Optional<EachBackup.Family> family = EachBackup.find(metric);
      if (family.isPresent()) {
        family.get().write(backups, out);
      }
    }
    out.end();
  }

  private static Series series(Snapshot snapshot, String version) {
    Series series = new Series(snapshot.hostname());
    series.add(CollectionMetrics.BUILD_INFO, 1, version, snapshot.hostname());
    series.add(CollectionMetrics.LAST_ATTEMPT, OptionalLong.of(snapshot.at()), snapshot.hostname());
    series.add(CollectionMetrics.DURATION, seconds(snapshot.took()), snapshot.hostname());
    BackupSeries.add(series, snapshot);
    WalSeries.add(series, snapshot);
    SpaceSeries.add(series, snapshot);
    DrillSeries.add(series, snapshot);
    JobSeries.add(series, snapshot);
    DeclarationSeries.add(series, snapshot);
    CompatibleSeries.add(series, snapshot);
    return series;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS_PER_SECOND;
  }
}
