package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.metric.MetricSpec;
import io.github.pgbackrest2nix.metric.MetricUnit;
import io.github.pgbackrest2nix.testing.HostileStrings;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compares with what Prometheus' own library for Java writes. */
class ExpositionTextTest {
  private static final MetricSpec PLAIN =
      new MetricSpec("pgbackrest_plain", MetricUnit.COUNT, List.of(), "No labels");
  private static final MetricSpec LABELLED =
      new MetricSpec(
          "pgbackrest_labelled",
          MetricUnit.SECONDS,
          List.of("zone", "a", "middle"),
          "A \"quoted\" help \\ with a\nsecond line");
  private static final double[] VALUES = {
    0,
    -0.0,
    1,
    1_700_000_000,
    1.5e-7,
    126_110_492,
    0.1 + 0.2,
    9_007_199_254_740_993L,
    1e300,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE
  };

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private record Sample(List<String> labels, double value) {}

  private static List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    for (String text : HostileStrings.all()) {
      for (double value : VALUES) {
        samples.add(new Sample(List.of(text, "v" + samples.size(), "m"), value));
      }
    }
    return samples;
  }

  private static GaugeDataPointSnapshot point(MetricSpec metric, Sample sample) {
    return new GaugeDataPointSnapshot(
        sample.value(), Labels.of(metric.labels(), sample.labels()), null);
  }

  private static GaugeSnapshot gauge(MetricSpec metric, List<Sample> samples) {
    return new GaugeSnapshot(
        new MetricMetadata(metric.name(), metric.help()),
        samples.stream().map(each -> point(metric, each)).toList());
  }

  private static String library(ExpositionFormatWriter writer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writer.write(
        bytes,
        new MetricSnapshots(
            gauge(LABELLED, samples()), gauge(PLAIN, List.of(new Sample(List.of(), 7)))),
        EscapingScheme.UNDERSCORE_ESCAPING);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private String own(ExpositionText out) throws IOException {
    Series series = new Series("host");
    series.add(PLAIN, 7);
    samples()
        .forEach(
            sample -> series.add(LABELLED, sample.value(), sample.labels().toArray(new String[0])));
    series.write(LABELLED, out);
    series.write(PLAIN, out);
    out.end();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void writesWhatTheLibraryWrites() throws IOException {
    assertThat(own(ExpositionText.prometheus(bytes)))
        .isEqualTo(library(PrometheusTextFormatWriter.create()));
  }

  @Test
  void writesWhatTheLibraryWritesOfOpenMetrics() throws IOException {
    assertThat(own(ExpositionText.openMetrics(bytes)))
        .isEqualTo(library(OpenMetricsTextFormatWriter.create()));
  }

  @Test
  void writesTheFirstOfSeriesWithTheSameLabels() throws IOException {
    ExpositionText out = ExpositionText.prometheus(bytes);
    out.sample(PLAIN, List.of(), 1);
    out.sample(PLAIN, List.of(), 2);
    out.end();

    assertThat(bytes.toString(StandardCharsets.UTF_8)).endsWith("gauge\npgbackrest_plain 1.0\n");
  }
}
