package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.Remembered.Success;
import io.github.pgbackrest2nix.exporter.Snapshot.RepoOutcome;
import io.github.pgbackrest2nix.exporter.StanzaInfo.ArchiveInfo;
import io.github.pgbackrest2nix.metric.BackupMetrics;
import io.github.pgbackrest2nix.metric.MetricSpec;
import io.github.pgbackrest2nix.metric.WalMetrics;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The series of WAL. */
final class WalSeries {
  private final Series series;
  private final Snapshot snapshot;

  private WalSeries(Series series, Snapshot snapshot) {
    this.series = series;
    this.snapshot = snapshot;
  }

  static void add(Series series, Snapshot snapshot) {
    WalSeries wal = new WalSeries(series, snapshot);
    snapshot.stanzas().forEach((name, stanza) -> wal.addHost(name, stanza.host()));
    for (RepoOutcome repo : snapshot.repos()) {
      repo.lastSuccess().ifPresent(success -> wal.addArchives(repo.id(), success));
      repo.lastSuccess()
          .flatMap(success -> success.facts().unarchived())
          .ifPresent(lack -> wal.addLack(repo.id(), lack));
      repo.walCheck().ifPresent(check -> wal.addCheck(repo.id(), check));
    }
    wal.addLags();
  }

  private void addHost(String stanza, HostFacts host) {
    String name = series.hostname();
    host.control()
        .ifPresent(
            control ->
                series.add(
                    WalMetrics.SEGMENT_SIZE, OptionalLong.of(control.segmentSize()), stanza, name));
    host.ready()
        .ifPresent(
            ready -> {
              long bytes = ready.segments() * host.segmentSize();
              series.add(WalMetrics.READY, OptionalLong.of(ready.files()), stanza, name);
              series.add(WalMetrics.READY_BYTES, OptionalLong.of(bytes), stanza, name);
              series.add(WalMetrics.READY_OLDEST, ready.oldest(), stanza, name);
            });
    series.add(WalMetrics.SPOOL_ERRORS, host.spoolErrors(), stanza, name);
    host.archiving()
        .ifPresent(
            code -> {
              series.add(WalMetrics.SETTINGS, code.inForce(), stanza, name);
              series.add(WalMetrics.SETTINGS_CODE, OptionalLong.of(code.number()), stanza, name);
            });
  }

  private void addLack(RepoId id, Unarchived lack) {
    series.add(WalMetrics.BEHIND, id, OptionalLong.of(lack.segments()));
    series.add(WalMetrics.UNARCHIVED, id, OptionalLong.of(lack.seconds()));
  }

  private void addCheck(RepoId id, WalCheck check) {
    series.add(WalMetrics.MISSING, id, OptionalLong.of(check.missing()));
    series.add(WalMetrics.MISSING_CHECKED, id, OptionalLong.of(check.at()));
  }

  private void addArchives(RepoId id, Success success) {
    for (ArchiveInfo archive : success.facts().archives()) {
      add(WalMetrics.MIN_SEGMENT, id, archive, number(id, archive.min()));
      add(WalMetrics.MAX_SEGMENT, id, archive, number(id, archive.max()));
    }
  }

  private void add(MetricSpec metric, RepoId id, ArchiveInfo archive, OptionalLong value) {
    series.add(
        metric,
        value,
        id.stanza(),
        BackupMetrics.repoLabel(id.key()),
        archive.id(),
        series.hostname());
  }

  private OptionalLong number(RepoId id, Optional<String> segment) {
    Optional<WalSegment> parsed = segment.flatMap(WalSegment::parse);
    return parsed.isPresent()
        ? OptionalLong.of(parsed.get().number(snapshot.segmentSize(id.stanza())))
        : OptionalLong.empty();
  }

  private void addLags() {
    Map<RepoId, Long> newest = new TreeMap<>();
    Map<String, Long> furthest = new TreeMap<>();
    for (RepoOutcome repo : snapshot.repos()) {
      OptionalLong last = repo.lastSuccess().isPresent() ? last(repo) : OptionalLong.empty();
      if (last.isPresent()) {
        newest.put(repo.id(), last.getAsLong());
        furthest.merge(repo.id().stanza(), last.getAsLong(), Math::max);
      }
    }
    newest.forEach(
        (id, last) -> {
          long most = furthest.getOrDefault(id.stanza(), last);
          series.add(WalMetrics.LAG, id, OptionalLong.of(most - last));
        });
  }

  /** Returns the number of the last segment of the newest cluster. */
  private OptionalLong last(RepoOutcome repo) {
    RepoFacts facts = repo.lastSuccess().orElseThrow().facts();
    return number(repo.id(), facts.findArchive().flatMap(ArchiveInfo::max));
  }
}
