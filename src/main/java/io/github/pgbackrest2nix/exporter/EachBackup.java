package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.BackupInfo.Details;
import io.github.pgbackrest2nix.exporter.BackupInfo.Sizes;
import io.github.pgbackrest2nix.metric.CompatibleMetrics;
import io.github.pgbackrest2nix.metric.MetricSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;

/** The series of {@code pgbackrest_exporter} that there are for every single backup. */
final class EachBackup {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Series series;
  private final BackupInfo backup;
  private final String[] labels;

  EachBackup(Series series, String stanza, BackupInfo backup) {
    this.series = series;
    this.backup = backup;
    this.labels =
        new String[] {
          backup.label(),
          backup.type(),
          CompatibleSeries.blockIncremental(backup),
          Integer.toString(backup.databaseId()),
          Integer.toString(backup.repoKey()),
          stanza
        };
  }

  void add(String postgresqlVersion) {
    addInfo(postgresqlVersion);
    addDuration();
    Sizes sizes = backup.sizes();
    series.add(CompatibleMetrics.BACKUP_SIZE, sizes.size(), labels);
    series.add(CompatibleMetrics.BACKUP_DELTA, sizes.delta(), labels);
    addOrZero(CompatibleMetrics.BACKUP_REPO_SIZE, sizes.repoSize());
    series.add(CompatibleMetrics.BACKUP_REPO_DELTA, sizes.repoDelta(), labels);
    addOrZero(CompatibleMetrics.BACKUP_REPO_SIZE_MAP, sizes.repoSizeMap());
    addOrZero(CompatibleMetrics.BACKUP_REPO_DELTA_MAP, sizes.repoDeltaMap());
    series.add(CompatibleMetrics.BACKUP_ERROR, CompatibleSeries.error(backup), labels);
    series.add(
        CompatibleMetrics.BACKUP_ANNOTATIONS, (double) backup.details().annotations(), labels);
  }

  private void addInfo(String postgresqlVersion) {
    Details details = backup.details();
    series.add(
        CompatibleMetrics.BACKUP_INFO,
        1,
        details.version(),
        labels[0],
        labels[1],
        labels[2],
        labels[3],
        details.lsnStart(),
        details.lsnStop(),
        postgresqlVersion,
        details.prior(),
        labels[4],
        labels[5],
        details.walStart(),
        details.walStop());
  }

  private void addDuration() {
    OptionalLong start = backup.start();
    series.add(
        CompatibleMetrics.BACKUP_DURATION,
        CompatibleSeries.duration(backup),
        labels[0],
        labels[1],
        labels[2],
        labels[3],
        labels[4],
        labels[5],
        start.isPresent() ? time(start.getAsLong()) : "",
        time(backup.stop()));
  }

  private static String time(long unixSeconds) {
    return TIME.format(Instant.ofEpochSecond(unixSeconds));
  }

  private void addOrZero(MetricSpec metric, OptionalLong value) {
    series.add(metric, (double) value.orElse(0), labels);
  }
}
