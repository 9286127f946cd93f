package io.github.pgbackrest2nix.deployment;

import static io.github.pgbackrest2nix.deployment.AlertCase.fires;
import static io.github.pgbackrest2nix.deployment.AlertCase.silent;

import io.github.pgbackrest2nix.deployment.AlertCase.Sample;
import io.github.pgbackrest2nix.deployment.AlertDraft.Text;
import io.github.pgbackrest2nix.deployment.AlertDraft.When;
import io.github.pgbackrest2nix.metric.BackupMetrics;
import io.github.pgbackrest2nix.metric.MetricSpec;
import io.github.pgbackrest2nix.metric.SpaceMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The rules about room: one for all places of a host, since they share their thresholds. */
final class SpaceAlerts {
  private static final String PLACE = "{{ $labels.place }} of stanza {{ $labels.stanza }}";
  private static final long GIB = 1L << 30;
  // One full backup in six hours must not look like a trend, nor a tenth be too late to act on.
  private static final String FLOOR = "0.1";
  private static final String WATCHED = "0.4";
  private static final Duration AHEAD = Duration.ofHours(24);
  private static final String LOOK = "df -h";

  private SpaceAlerts() {}

  static AlertDraft low(AlertScope host) {
    return AlertDraft.of(
        host,
        When.of(
            share(host) + " < " + FLOOR,
            fires("a tenth is left, and a byte less", room(host, 10 * GIB - 1), size(host)),
            silent("a tenth is left", room(host, 10 * GIB), size(host))),
        new Text(
            "A file system of PostgreSQL's backups is almost full: " + PLACE,
            "{{ $value | humanizePercentage }} are left. A repository that is full takes neither"
                + " backups nor WAL, and PostgreSQL stops when pg_wal is.",
            LOOK));
  }

  static AlertDraft runsOut(AlertScope host) {
    String available = host.series(SpaceMetrics.AVAILABLE);
    long ahead = AHEAD.toSeconds();
    // In each minute as much as leaves nothing a day and an hour later.
    long pace = 30 * GIB / (25 * 60);
    return AlertDraft.of(
        host,
        When.of(
            "predict_linear(%s[6h], %d) < 0 and %s < %s"
                .formatted(available, ahead, share(host), WATCHED),
            fires("it fills", falling(host, 30 * GIB, 2 * pace), size(host)),
            silent("it fills, and lasts for longer", falling(host, 30 * GIB, pace / 2), size(host)),
            silent("there is much room yet", falling(host, 90 * GIB, 4 * pace), size(host)),
            silent("it stays as it is", room(host, 30 * GIB), size(host))),
        new Text(
            "A file system of PostgreSQL's backups fills up: " + PLACE,
            "At the pace of the last six hours it is full within 24 hours.",
            LOOK));
  }

  static AlertDraft unknown(AlertScope host) {
    String code = series(host, SpaceMetrics.ERROR_CODE);
    return AlertDraft.of(
        host,
        When.of(
            host.series(SpaceMetrics.ERROR_CODE) + " > 0",
            fires("it does not answer", Sample.of(code, 2)),
            silent("it does", Sample.of(code, 0))),
        new Text(
            "A file system of PostgreSQL's backups does not tell its room: " + PLACE,
            "The reason is {{ $value }}: 1 the directory is missing or may not be read, 2 the file"
                + " system does not answer, 3 it does not tell.",
            "findmnt"));
  }

  static Optional<AlertDraft> repoLarge(AlertScope place) {
    String backups = place.series(BackupMetrics.REPO_SIZE);
    String wal = place.series(SpaceMetrics.REPO_WAL);
    return place
        .description()
        .alerts()
        .repoSizeLimit()
        .map(
            limit ->
                AlertDraft.of(
                    place,
                    When.of(
                        "%s + (%s or %s * 0) > %s"
                            .formatted(backups, wal, backups, Phrases.bytes(limit)),
                        fires(
                            "with its WAL, just above",
                            Sample.of(backups, limit - limit / 2),
                            Sample.of(wal, limit / 2 + 1)),
                        silent(
                            "with its WAL, just below",
                            Sample.of(backups, limit - limit / 2),
                            Sample.of(wal, limit / 2)),
                        fires(
                            "before its WAL was listed, just above", Sample.of(backups, limit + 1)),
                        silent("before its WAL was listed, just below", Sample.of(backups, limit))),
                    new Text(
                        "PostgreSQL backup repository exceeds " + Phrases.size(limit),
                        "Its backups and its WAL take {{ $value | humanize1024 }}B.",
                        place.pgbackrest("info"))));
  }

  private static String share(AlertScope host) {
    return host.series(SpaceMetrics.AVAILABLE) + " / " + host.series(SpaceMetrics.SIZE);
  }

  private static Sample room(AlertScope host, long bytes) {
    return Sample.of(series(host, SpaceMetrics.AVAILABLE), bytes);
  }

  private static Sample falling(AlertScope host, long from, long eachMinute) {
    return new Sample(series(host, SpaceMetrics.AVAILABLE), from, from - eachMinute, -eachMinute);
  }

  private static Sample size(AlertScope host) {
    return Sample.of(series(host, SpaceMetrics.SIZE), 100 * GIB);
  }

  private static String series(AlertScope host, MetricSpec metric) {
    return host.series(metric, Map.of(SpaceMetrics.PLACE, "wal", BackupMetrics.STANZA, "main"));
  }
}
