package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.metric.CollectionMetrics;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;

/** Turns a snapshot into text. */
final class Exposition {
  private static final double NANOS_PER_SECOND = 1e9;

  private Exposition() {}

  /** Returns the Prometheus text format, ordered by metric and labels, with a final newline. */
  static byte[] text(Snapshot snapshot, String version) {
    return write(snapshot, version, PrometheusTextFormatWriter.create());
  }

  /** Returns the same in the text format of OpenMetrics 1.0, which ends in {@code # EOF}. */
  static byte[] openMetrics(Snapshot snapshot, String version) {
    return write(snapshot, version, OpenMetricsTextFormatWriter.create());
  }

  private static byte[] write(Snapshot snapshot, String version, ExpositionFormatWriter writer) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      writer.write(text, series(snapshot, version).snapshots(), EscapingScheme.UNDERSCORE_ESCAPING);
    } catch (IOException e) {
      throw new IllegalStateException("a byte array cannot fail", e);
    }
    return text.toByteArray();
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
