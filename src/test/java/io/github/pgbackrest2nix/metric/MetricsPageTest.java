package io.github.pgbackrest2nix.metric;

import io.github.pgbackrest2nix.testing.Golden;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
  private static final String HEAD =
      """
      # Metrics

      Everything that `pgbackrest-metrics` exports, from the lists in the source. All are gauges; a
      series without a value is absent, never 0 or `NaN`. Where pgBackRest could not read a repository,
      `pgbackrest_collection_success` is 0 and the values of that repository are the last known ones,
      but for those of `pgbackrest_exporter`, which are absent.

      Ages are not exported alone: `time() - pgbackrest_last_backup_timestamp_seconds` goes on growing
      when the collection fails.
      """;

  @Test
  void isWhatTheListsSay() {
    StringBuilder page = new StringBuilder(HEAD);
    section(
        page,
        "Backups and repositories",
        """
        The first six have the names and labels of the set-up that this project grew out of.
        """,
        BackupMetrics.own());
    section(
        page,
        "WAL",
        """
        Of the repositories and of the files on this host: the cluster's `pg_wal/archive_status` and
        `global/pg_control`, and pgBackRest's spool. A segment that is missing in the middle shows in no
        answer of `pgbackrest info`, `check` or `verify`: once a day, and once an hour while one is
        missing, the names in the archive are listed for it.

        PostgreSQL itself is not asked. Which segments it takes for archived, also where a command that
        does nothing said so, is in the names in `archive_status` and in the last checkpoint; they are
        read before the repositories are asked. How it is set to archive is in `postgresql.conf` with
        what that includes, in `postgresql.auto.conf`, where `ALTER SYSTEM` writes, and in
        `postmaster.opts`; neither a command nor another value is ever exported. A setting that
        PostgreSQL has in memory and in no file any more shows in what the repositories lack.
        """,
        WalMetrics.own());
    section(
        page,
        "Space",
        """
        Of the file systems on this host, at each collection; a file system that does not answer
        within five seconds holds up nothing else. WAL in repositories is added up when it is listed,
        once a day.
        """,
        SpaceMetrics.own());
    section(
        page,
        "Restore drills",
        """
        As the drills' own units have written it down; absent where there was none yet.
        """,
        DrillMetrics.own());
    section(
        page,
        "Services",
        """
        Backups, `check`, `expire` and the credentials, as their units have left it behind in
        `/var/lib/pgbackrest-jobs`, where it outlives a reboot; absent where there was no run yet.
        """,
        JobMetrics.own());
    section(
        page,
        "What is declared",
        """
        From `/etc/pgbackrest/declaration.json`, so that one rule serves every schedule, such as
        `time() - pgbackrest_last_backup_timestamp_seconds{basis="effective"} > on (stanza, repo,
        backup_type, hostname) pgbackrest_backup_max_age_seconds`. When the next backup is due is
        reckoned by `systemd-analyze calendar`, in the time zone of the host as its timers do; it leaves
        a random delay out, and does not look whether the timers are there.
        """,
        DeclarationMetrics.own());
    section(page, "The collection", "", CollectionMetrics.own());
    section(
        page,
        "Names of pgbackrest_exporter",
        """
        Series of the widely used [pgbackrest_exporter](https://github.com/woblerr/pgbackrest_exporter)
        by its names and with its labels, so that dashboards written for it go on working. They have no
        `hostname`. `pgbackrest_stanza_status` and `pgbackrest_repo_status` above are of this kind too.
        Those of single backups are exported with `--per-backup` alone, for each backup adds ten series.

        What differs: only declared stanzas are exported; `start_time` and `stop_time` are in UTC;
        `pgbackrest_wal_archive_status` never carries `wal_min` and `wal_max`, as there without
        `--backrest.verbose-wal`; the numbers of databases, references and times by repository are not
        exported. One name is used by both with other labels: `pgbackrest_exporter_build_info` is this
        program's. Do not scrape both programs into one Prometheus under the same `job`.
        """,
        CompatibleMetrics.own());

    Golden.assertMatches(Path.of("src/site/markdown/metrics.md"), page.toString());
  }

  private static void section(
      StringBuilder page, String heading, String text, List<MetricSpec> metrics) {
    page.append("\n## ").append(heading).append("\n\n").append(text);
    page.append(text.isEmpty() ? "" : "\n")
        .append("| metric | unit | labels | what |\n|---|---|---|---|\n");
    for (MetricSpec metric : metrics) {
      page.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(metric.name(), unit(metric), labels(metric), metric.help()));
    }
  }

  private static String unit(MetricSpec metric) {
    return metric.unit().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String labels(MetricSpec metric) {
    return metric.labels().stream()
        .map(label -> "`" + label + "`")
        .collect(Collectors.joining(", "));
  }
}
