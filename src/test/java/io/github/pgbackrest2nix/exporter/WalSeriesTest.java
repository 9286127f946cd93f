package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.exporter.Remembered.Running;
import io.github.pgbackrest2nix.exporter.Remembered.Success;
import io.github.pgbackrest2nix.exporter.StanzaInfo.ArchiveInfo;
import io.github.pgbackrest2nix.exporter.StanzaInfo.DatabaseInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WAL on this host and in repositories that cannot be asked. */
class WalSeriesTest {
  private static final int SEGMENT_SIZE = 64 << 20;
  private static final OptionalLong NONE = OptionalLong.empty();

  private static Success upTo(String segment) {
    return new Success(
        900,
        new RepoFacts(
            new TreeMap<>(),
            0,
            NONE,
            NONE,
            NONE,
            "none",
            Optional.of(new DatabaseInfo(1, 2, "1", "16")),
            List.of(
                new ArchiveInfo(
                    1, 1, "15-1", Optional.of("000000010000000000000001"), Optional.empty()),
                new ArchiveInfo(
                    1, 2, "16-2", Optional.of("000000010000000100000000"), Optional.of(segment))),
            Optional.empty()));
  }

  @Test
  void tellsWhatWaitsAndWhoIsBehind(@TempDir Path folder) throws IOException {
    LocalHostTest.writeControl(folder, SEGMENT_SIZE);
    Path status = Files.createDirectories(folder.resolve("pg_wal/archive_status"));
    Path ready = Files.createFile(status.resolve("000000020000000100000009.ready"));
    Files.setLastModifiedTime(ready, FileTime.fromMillis(700_000));
    Declaration declaration =
        Recordings.declaration(
            """
            {"version":1,"hostname":"h","stanzas":[{"name":"main","dataDir":"%s","spoolPath":"%s",
              "repos":[{"key":1,"name":"nas"},{"key":2,"name":"r2"}]}]}
            """
                .formatted(folder, folder.resolve("spool")));
    Remembered remembered =
        new Remembered(
            new TreeMap<>(
                Map.of(
                    new RepoId("main", 1),
                    upTo("000000020000000100000008"),
                    new RepoId("main", 2),
                    upTo("000000010000000100000003"))),
            new TreeMap<>(Map.of("main", new Running("1-a", 600))),
            new TreeMap<>(Map.of(new RepoId("main", 2), new WalCheck(800, 3, OptionalLong.of(4)))));
    Clock clock = Clock.fixed(Instant.ofEpochSecond(1_000), ZoneOffset.UTC);

    Snapshot snapshot =
        new Collector(declaration, new Mute(), Calendars.UNKNOWN, clock, () -> 0)
            .collect(remembered);

    assertThat(Expositions.text(snapshot, "0").lines())
        .filteredOn(line -> line.matches("pgbackrest_(wal_(?!archive)|backup_running_since).*"))
        .containsExactly(
            "pgbackrest_backup_running_since_timestamp_seconds{hostname=\"h\",stanza=\"main\"} 600.0",
            lag(1, 0),
            lag(2, 5),
            segment("max", 1, 72),
            segment("max", 2, 67),
            segment("min", "15-1", 1, 1),
            segment("min", "15-1", 2, 1),
            segment("min", "16-2", 1, 64),
            segment("min", "16-2", 2, 64),
            repo("missing_checked_timestamp_seconds", 2, 800),
            repo("missing_segments", 2, 3),
            "pgbackrest_wal_ready_bytes{hostname=\"h\",stanza=\"main\"} 6.7108864E7",
            "pgbackrest_wal_ready_files{hostname=\"h\",stanza=\"main\"} 1.0",
            "pgbackrest_wal_ready_oldest_timestamp_seconds{hostname=\"h\",stanza=\"main\"} 700.0",
            "pgbackrest_wal_segment_size_bytes{hostname=\"h\",stanza=\"main\"} 6.7108864E7",
            "pgbackrest_wal_spool_errors{hostname=\"h\",stanza=\"main\"} 0.0");
  }

  private static String repo(String metric, int key, double value) {
    return "pgbackrest_wal_%s{hostname=\"h\",repo=\"repo%s\",stanza=\"main\"} %s"
        .formatted(metric, key, value);
  }

  private static String lag(int key, double value) {
    return repo("lag_segments", key, value);
  }

  private static String segment(String which, int key, double value) {
    return segment(which, "16-2", key, value);
  }

  private static String segment(String which, String archive, int key, double value) {
    return "pgbackrest_wal_%s_segment{archive_id=\"%s\",hostname=\"h\",repo=\"repo%s\",stanza=\"main\"} %s"
        .formatted(which, archive, key, value);
  }
}
