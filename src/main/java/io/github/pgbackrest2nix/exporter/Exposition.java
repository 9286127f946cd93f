package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.Remembered.Success;
import io.github.pgbackrest2nix.exporter.Snapshot.RepoOutcome;
import io.github.pgbackrest2nix.exporter.StanzaInfo.RepoInfo;
import io.github.pgbackrest2nix.metric.BackupMetrics;
import io.github.pgbackrest2nix.metric.MetricSpec;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Turns a snapshot into metrics and those into text. */
final class Exposition {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Snapshot snapshot;
  private final Map<String, List<GaugeDataPointSnapshot>> points = new HashMap<>();

  private Exposition(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** Returns the Prometheus text format, ordered by metric and labels, with a final newline. */
  static byte[] text(Snapshot snapshot, String version) {
    return write(snapshot, version, PrometheusTextFormatWriter.create());
  }

  /** Returns the same in the text format of OpenMetrics 1.0, which ends in {@code # EOF}. */
  static byte[] openMetrics(Snapshot snapshot, String version) {
    return write(snapshot, version, OpenMetricsTextFormatWriter.create());
  }

  private static byte[] write(Snapshot snapshot, String version, ExpositionFormatWriter writer) {
    Exposition exposition = new Exposition(snapshot);
    exposition.add(BackupMetrics.BUILD_INFO, 1, version, snapshot.hostname());
    exposition.addAll();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      writer.write(text, exposition.metrics(), EscapingScheme.UNDERSCORE_ESCAPING);
    } catch (IOException e) {
      throw new IllegalStateException("a byte array cannot fail", e);
    }
    return text.toByteArray();
  }

  private void addAll() {
    String host = snapshot.hostname();
    add(BackupMetrics.COLLECTION_LAST_ATTEMPT, (double) snapshot.at(), host);
    add(BackupMetrics.COLLECTION_DURATION, seconds(snapshot.took()), host);
    for (Map.Entry<String, Integer> stanza : snapshot.stanzaStatus().entrySet()) {
      add(BackupMetrics.STANZA_STATUS, stanza.getValue(), stanza.getKey());
    }
    for (RepoOutcome repo : snapshot.repos()) {
      addRepo(repo);
    }
  }

  private void addRepo(RepoOutcome repo) {
    String stanza = repo.id().stanza();
    String key = Integer.toString(repo.id().key());
    if (repo.info().isPresent()) {
      RepoInfo info = repo.info().get();
      add(BackupMetrics.REPO_STATUS, info.status().code(), info.cipher(), key, stanza);
    }
    add(BackupMetrics.COLLECTION_SUCCESS, repo.id(), repo.isSuccess() ? 1 : 0);
    if (repo.lastSuccess().isPresent()) {
      Success success = repo.lastSuccess().get();
      add(BackupMetrics.COLLECTION_LAST_SUCCESS, repo.id(), success.at());
      addFacts(repo.id(), success.facts());
    }
  }

  private void addFacts(RepoId id, RepoFacts facts) {
    add(BackupMetrics.LAST_FULL_BACKUP, id, facts.lastFull());
    add(BackupMetrics.LAST_DIFF_BACKUP, id, facts.lastDiff());
    add(BackupMetrics.LAST_INCR_BACKUP, id, facts.lastIncr());
    add(BackupMetrics.BACKUP_COUNT, id, facts.count());
    add(BackupMetrics.REPO_SIZE, id, facts.size());
    add(BackupMetrics.REPO_BACKUP_SIZE, id, facts.newestSize());
  }

  private void add(MetricSpec metric, RepoId id, OptionalLong value) {
    if (value.isPresent()) {
      add(metric, id, value.getAsLong());
    }
  }

  private void add(MetricSpec metric, RepoId id, long value) {
    add(
        metric,
        (double) value,
        id.stanza(),
        BackupMetrics.repoLabel(id.key()),
        snapshot.hostname());
  }

  private void add(MetricSpec metric, double value, String... labelValues) {
    Labels labels = Labels.of(metric.labels(), List.of(labelValues));
    List<GaugeDataPointSnapshot> series = points.get(metric.name());
    if (series == null) {
      series = new ArrayList<>();
      points.put(metric.name(), series);
    }
    series.add(new GaugeDataPointSnapshot(value, labels, null));
  }

  private MetricSnapshots metrics() {
    List<MetricSnapshot> metrics = new ArrayList<>();
    for (MetricSpec metric : BackupMetrics.all()) {
      List<GaugeDataPointSnapshot> series = points.get(metric.name());
      if (series != null) {
        metrics.add(new GaugeSnapshot(new MetricMetadata(metric.name(), metric.help()), series));
      }
    }
    return new MetricSnapshots(metrics);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS_PER_SECOND;
  }
}
