package io.github.pgbackrest2nix.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Command;
import io.github.pgbackrest2nix.testing.Outcome;
import io.github.pgbackrest2nix.testing.RequiredTool;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The metrics that the rendered unit collects, against what pgBackRest itself says. */
record CollectedMetrics(Forge forge) {
  private static final String FILE = "/var/lib/node_exporter/textfile_collector/pgbackrest.prom";
  private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+\\{[^}]*}) (\\S+)$");

  void areThoseOfPgBackRest() {
    forge.systemd().start("pgbackrest-metrics.service").succeeded();

    assertThat(promtool().everything())
        .as("but for a name that is promised to those who have alerts on it")
        .isEqualTo(
            "pgbackrest_backup_count non-histogram and non-summary metrics should not have"
                + " \"_count\" suffix\n");
    SortedMap<String, Double> expected = expected();
    Set<String> metrics =
        expected.keySet().stream().map(CollectedMetrics::metricOf).collect(Collectors.toSet());
    assertThat(collected(metrics)).isEqualTo(expected);
  }

  private Outcome promtool() {
    String check = "\"$1\" check metrics <\"$2\"";
    String program = RequiredTool.find("promtool").toString();
    return Command.of("sh", "-c", check, "sh", program, forge.machine().path(FILE).toString())
        .run();
  }

  /** The samples of these metrics; goldens hold what else there is. */
  private SortedMap<String, Double> collected(Set<String> metrics) {
    SortedMap<String, Double> samples = new TreeMap<>();
    SAMPLE
        .matcher(forge.machine().read(FILE))
        .results()
        .filter(sample -> metrics.contains(metricOf(sample.group(1))))
        .forEach(sample -> samples.put(sample.group(1), Double.valueOf(sample.group(2))));
    return samples;
  }

  private static String metricOf(String series) {
    return series.substring(0, series.indexOf('{'));
  }

  private SortedMap<String, Double> expected() {
    var info = new BackupInfo(forge.pgBackRest().info());
    SortedMap<String, Double> samples = new TreeMap<>();
    // Of the files of this host: the sandbox of the unit lets it read them.
    samples.put(host("wal_segment_size_bytes"), 16.0 * (1 << 20));
    samples.put(host("wal_ready_files"), 0.0);
    samples.put(host("wal_ready_bytes"), 0.0);
    samples.put(host("wal_spool_errors"), 0.0);
    samples.put(host("archive_command_in_force"), 1.0);
    samples.put(host("archive_command_error_code"), 0.0);
    samples.put("pgbackrest_exporter_status{stanza=\"all-stanzas\"}", 1.0);
    samples.put("pgbackrest_stanza_status{stanza=\"main\"}", 0.0);
    for (int repo : List.of(Forge.NAS, Forge.R2)) {
      samples.put(
          "pgbackrest_repo_status{cipher=\"none\",repo_key=\"%d\",stanza=\"main\"}".formatted(repo),
          0.0);
      ofRepository(info.in(repo).backups())
          .forEach(
              (name, value) ->
                  samples.put(
                      "pgbackrest_%s{hostname=\"forge\",repo=\"repo%d\",stanza=\"main\"}"
                          .formatted(name, repo),
                      (double) value));
    }
    return samples;
  }

  private static String host(String name) {
    return "pgbackrest_%s{hostname=\"forge\",stanza=\"main\"}".formatted(name);
  }

  private static Map<String, Long> ofRepository(List<Map<?, ?>> oldestFirst) {
    Map<String, Long> values = new TreeMap<>();
    for (Map<?, ?> backup : oldestFirst) {
      String type = "" + BackupInfo.at(backup, "type");
      values.put("last_%s_backup_timestamp".formatted(type), BackupInfo.stop(backup));
      values.merge("repo_size_bytes", BackupInfo.added(backup), Long::sum);
      values.put("repo_backup_size_bytes", BackupInfo.added(backup));
    }
    values.put("backup_count", (long) oldestFirst.size());
    values.put("collection_success", 1L);
    values.put("collection_error_code", 0L);
    values.put("wal_lag_segments", 0L);
    values.put("wal_missing_segments", 0L);
    values.put("wal_archived_behind_segments", 0L);
    values.put("wal_unarchived_seconds", 0L);
    return values;
  }
}
