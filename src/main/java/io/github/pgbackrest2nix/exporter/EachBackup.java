package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.BackupInfo.Details;
import io.github.pgbackrest2nix.exporter.PackedBackup.Unpacked;
import io.github.pgbackrest2nix.metric.CompatibleMetrics;
import io.github.pgbackrest2nix.metric.MetricSpec;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The series of {@code pgbackrest_exporter} that there are for every single backup. They are made
 * one metric after the other, while they are written: together they take a kilobyte a backup.
 */
final class EachBackup {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final List<Family> FAMILIES =
      List.of(
          new Family(
              CompatibleMetrics.BACKUP_INFO,
              PackedBackup.BY_INFO,
              EachBackup::info,
              backup -> OptionalLong.of(1)),
          new Family(
              CompatibleMetrics.BACKUP_DURATION,
              PackedBackup.BY_NAME,
              EachBackup::times,
              CompatibleSeries::duration),
          named(CompatibleMetrics.BACKUP_SIZE, backup -> backup.sizes().size()),
          named(CompatibleMetrics.BACKUP_DELTA, backup -> backup.sizes().delta()),
          named(CompatibleMetrics.BACKUP_REPO_SIZE, backup -> orZero(backup.sizes().repoSize())),
          named(CompatibleMetrics.BACKUP_REPO_DELTA, backup -> backup.sizes().repoDelta()),
          named(
              CompatibleMetrics.BACKUP_REPO_SIZE_MAP,
              backup -> orZero(backup.sizes().repoSizeMap())),
          named(
              CompatibleMetrics.BACKUP_REPO_DELTA_MAP,
              backup -> orZero(backup.sizes().repoDeltaMap())),
          named(
              CompatibleMetrics.BACKUP_ERROR,
              backup -> OptionalLong.of(CompatibleSeries.hasError(backup) ? 1 : 0)),
          named(
              CompatibleMetrics.BACKUP_ANNOTATIONS,
              backup -> OptionalLong.of(backup.details().annotations())));

  private EachBackup() {}

  /**
   * A metric.
   *
   * @param order of its series
   * @param labels their values, in the order of the metric's labels
   */
  record Family(MetricSpec metric, Comparator<PackedBackup> order, Labelling labels, Value value) {
    /**
     * Writes its series.
     *
     * @param backups in the order of {@link PackedBackup#BY_NAME}
     */
    void write(List<PackedBackup> backups, ExpositionText out) throws IOException {
      for (PackedBackup each : order.equals(PackedBackup.BY_NAME) ? backups : sorted(backups)) {
        Unpacked backup = each.unpack();
        OptionalLong number = value.of(backup.backup());
        if (number.isPresent()) {
          out.sample(metric, labels.of(backup), (double) number.getAsLong());
        }
      }
    }

    private List<PackedBackup> sorted(List<PackedBackup> backups) {
      return backups.stream().sorted(order).toList();
    }
  }

  /** Labels a series. */
  interface Labelling {
    List<String> of(Unpacked backup);
  }

  /** Returns what a series tells, nothing if it is not known. */
  interface Value {
    OptionalLong of(BackupInfo backup);
  }

  /** Finds the metric among those that there are for every backup. */
  static Optional<Family> find(MetricSpec metric) {
    return FAMILIES.stream().filter(family -> family.metric().equals(metric)).findFirst();
  }

  private static Family named(MetricSpec metric, Value value) {
    return new Family(metric, PackedBackup.BY_NAME, EachBackup::names, value);
  }

  private static List<String> names(Unpacked unpacked) {
    BackupInfo backup = unpacked.backup();
    return List.of(
        backup.label(),
        backup.type(),
        CompatibleSeries.blockIncremental(backup),
        Integer.toString(backup.databaseId()),
        Integer.toString(backup.repoKey()),
        unpacked.stanza());
  }

  private static List<String> info(Unpacked unpacked) {
    BackupInfo backup = unpacked.backup();
    Details details = backup.details();
    return List.of(
        details.version(),
        backup.label(),
        backup.type(),
        CompatibleSeries.blockIncremental(backup),
        Integer.toString(backup.databaseId()),
        details.lsnStart(),
        details.lsnStop(),
        unpacked.postgresql(),
        details.prior(),
        Integer.toString(backup.repoKey()),
        unpacked.stanza(),
        details.walStart(),
        details.walStop());
  }

  private static List<String> times(Unpacked unpacked) {
    BackupInfo backup = unpacked.backup();
    OptionalLong start = backup.start();
    List<String> labels = new ArrayList<>(names(unpacked));
    labels.add(start.isPresent() ? time(start.getAsLong()) : "");
    labels.add(time(backup.stop()));
    return labels;
  }

  private static String time(long unixSeconds) {
    return TIME.format(Instant.ofEpochSecond(unixSeconds));
  }

  private static OptionalLong orZero(OptionalLong value) {
    return OptionalLong.of(value.orElse(0));
  }
}
