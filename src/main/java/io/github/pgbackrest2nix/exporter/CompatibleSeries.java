package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.BackupInfo.Sizes;
import io.github.pgbackrest2nix.exporter.Snapshot.RepoOutcome;
import io.github.pgbackrest2nix.exporter.StanzaInfo.ArchiveInfo;
import io.github.pgbackrest2nix.exporter.StanzaInfo.DatabaseInfo;
import io.github.pgbackrest2nix.exporter.StanzaInfo.Lock;
import io.github.pgbackrest2nix.exporter.StanzaInfo.RepoProgress;
import io.github.pgbackrest2nix.metric.CompatibleMetrics;
import io.github.pgbackrest2nix.metric.MetricSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The series of {@code pgbackrest_exporter}, by its names. */
final class CompatibleSeries {
  private static final String ALL_STANZAS = "all-stanzas";

  private final Series series;
  private final Snapshot snapshot;

  private CompatibleSeries(Series series, Snapshot snapshot) {
    this.series = series;
    this.snapshot = snapshot;
  }

  static void add(Series series, Snapshot snapshot) {
    CompatibleSeries compatible = new CompatibleSeries(series, snapshot);
    series.add(CompatibleMetrics.VERSION_INFO, snapshot.version());
    series.add(CompatibleMetrics.EXPORTER_STATUS, compatible.answered() ? 1 : 0, ALL_STANZAS);
    for (Snapshot.StanzaOutcome stanza : snapshot.stanzas().values()) {
      stanza.answer().ifPresent(compatible::addStanza);
    }
  }

  private boolean answered() {
    for (RepoOutcome repo : snapshot.repos()) {
      if (repo.why().map(why -> ErrorCode.isOfTheCall(why.code())).orElse(false)) {
        return false;
      }
    }
    return true;
  }

  private void addStanza(StanzaAnswer answer) {
    StanzaInfo stanza = answer.info();
    addBackupLock(stanza.name(), stanza.backupLock());
    addRestoreLock(stanza.name(), stanza.restoreLock());
    answer.newest().forEach((type, backup) -> addLast(stanza.name(), type, backup));
    for (ArchiveInfo archive : stanza.archives()) {
      series.add(
          CompatibleMetrics.WAL_STATUS,
          archive.min().isPresent() && archive.max().isPresent() ? 1 : 0,
          Integer.toString(archive.databaseId()),
          versionOf(stanza, archive.repoKey(), archive.databaseId()),
          Integer.toString(archive.repoKey()),
          stanza.name());
    }
  }

  private void addBackupLock(String stanza, Optional<Lock> lock) {
    series.add(CompatibleMetrics.BACKUP_LOCK, held(lock), stanza);
    series.add(CompatibleMetrics.BACKUP_TOTAL, total(lock), stanza);
    series.add(CompatibleMetrics.BACKUP_COMPLETE, complete(lock), stanza);
    for (RepoProgress repo : lock.map(Lock::repos).orElse(List.of())) {
      String key = Integer.toString(repo.key());
      series.add(CompatibleMetrics.BACKUP_REPO_TOTAL, repo.size(), key, stanza);
      series.add(CompatibleMetrics.BACKUP_REPO_COMPLETE, repo.complete(), key, stanza);
    }
  }

  private void addRestoreLock(String stanza, Optional<Lock> lock) {
    series.add(CompatibleMetrics.RESTORE_LOCK, held(lock), stanza);
    series.add(CompatibleMetrics.RESTORE_TOTAL, total(lock), stanza);
    series.add(CompatibleMetrics.RESTORE_COMPLETE, complete(lock), stanza);
  }

  private static double held(Optional<Lock> lock) {
    return lock.map(Lock::held).orElse(false) ? 1 : 0;
  }

  private static double total(Optional<Lock> lock) {
    return lock.map(Lock::size).orElse(OptionalLong.empty()).orElse(0);
  }

  private static double complete(Optional<Lock> lock) {
    return lock.map(Lock::complete).orElse(OptionalLong.empty()).orElse(0);
  }

  private void addLast(String stanza, String type, BackupInfo backup) {
    Sizes sizes = backup.sizes();
    String[] labels = {type, blockIncremental(backup), stanza};
    long age = snapshot.at() - backup.stop();
    series.add(CompatibleMetrics.SINCE_LAST_COMPLETION, (double) age, labels);
    series.add(CompatibleMetrics.LAST_ANNOTATIONS, (double) backup.details().annotations(), labels);
    series.add(CompatibleMetrics.LAST_DURATION, duration(backup), labels);
    series.add(CompatibleMetrics.LAST_ERROR, hasError(backup) ? 1 : 0, labels);
    series.add(CompatibleMetrics.LAST_SIZE, sizes.size(), labels);
    series.add(CompatibleMetrics.LAST_DELTA, sizes.delta(), labels);
    addOrZero(CompatibleMetrics.LAST_REPO_SIZE, sizes.repoSize(), labels);
    series.add(CompatibleMetrics.LAST_REPO_DELTA, sizes.repoDelta(), labels);
    addOrZero(CompatibleMetrics.LAST_REPO_SIZE_MAP, sizes.repoSizeMap(), labels);
    addOrZero(CompatibleMetrics.LAST_REPO_DELTA_MAP, sizes.repoDeltaMap(), labels);
  }

  private void addOrZero(MetricSpec metric, OptionalLong value, String... labels) {
    series.add(metric, (double) value.orElse(0), labels);
  }

  static String blockIncremental(BackupInfo backup) {
    return backup.blockIncremental() ? "y" : "n";
  }

  static boolean hasError(BackupInfo backup) {
    return backup.error().orElse(false);
  }

  static OptionalLong duration(BackupInfo backup) {
    return backup.start().isPresent()
        ? OptionalLong.of(backup.stop() - backup.start().getAsLong())
        : OptionalLong.empty();
  }

  private static String versionOf(StanzaInfo stanza, int repoKey, int databaseId) {
    return stanza.findDatabase(repoKey, databaseId).map(DatabaseInfo::version).orElse("");
  }
}
