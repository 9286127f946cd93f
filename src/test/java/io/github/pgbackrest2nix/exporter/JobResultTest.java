package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobResultTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T15:00:00Z"), ZoneOffset.UTC);

  private final Path folder;

  JobResultTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void isExportedForEachServiceThatHasRun() throws IOException {
    leave("good.service.succeeded", 1_795_000_000);
    leave("bad.service.failed", 1_795_000_100);
    leave("worse.service.succeeded", 1_795_000_000);
    leave("worse.service.failed", 1_795_000_100);

    Snapshot snapshot = collect("good", "bad", "worse", "new");

    assertThat(snapshot.complaints()).isEmpty();
    assertThat(series(snapshot))
        .containsExactly(
            "pgbackrest_job_last_success_timestamp_seconds"
                + "{hostname=\"h\",stanza=\"\",unit=\"good.service\"} 1.795E9",
            "pgbackrest_job_last_success_timestamp_seconds"
                + "{hostname=\"h\",stanza=\"main\",unit=\"worse.service\"} 1.795E9",
            "pgbackrest_job_success{hostname=\"h\",stanza=\"\",unit=\"good.service\"} 1.0",
            "pgbackrest_job_success{hostname=\"h\",stanza=\"main\",unit=\"bad.service\"} 0.0",
            "pgbackrest_job_success{hostname=\"h\",stanza=\"main\",unit=\"worse.service\"} 0.0");
  }

  @Test
  void isComplainedOfWhereItCannotBeRead() throws IOException {
    Files.createFile(folder.resolve("a"));

    Snapshot snapshot = collect("a/b");

    assertThat(snapshot.jobs()).isEmpty();
    assertThat(snapshot.complaints())
        .containsExactly("cannot read how a/b.service went: Not a directory");
  }

  private void leave(String name, long seconds) throws IOException {
    Path file = Files.createFile(folder.resolve(name));
    Files.setLastModifiedTime(file, FileTime.from(seconds, TimeUnit.SECONDS));
  }

  /** Collects where these jobs are declared, the first of them of no stanza. */
  private Snapshot collect(String... jobs) {
    StringBuilder declared = new StringBuilder();
    for (String job : jobs) {
      String stanza = declared.isEmpty() ? "" : "\"stanza\": \"main\", ";
      declared
          .append(declared.isEmpty() ? "" : ", ")
          .append(
              "{\"unit\": \"%s.service\", %s\"result\": \"%s/%s.service\"}"
                  .formatted(job, stanza, folder, job));
    }
    Declaration declaration =
        Recordings.declaration(
            """
            {"version": 1, "hostname": "h", "jobs": [%s],
             "stanzas": [{"name": "main", "repos": [{"key": 1, "name": "nas"}]}]}
            """
                .formatted(declared));
    return new Collector(declaration, new Mute(), Calendars.UNKNOWN, CLOCK, () -> 0L)
        .collect(Remembered.NOTHING);
  }

  private static List<String> series(Snapshot snapshot) {
    return Expositions.text(snapshot, "0.0.0")
        .lines()
        .filter(line -> line.startsWith("pgbackrest_job"))
        .sorted()
        .toList();
  }
}
