package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.exporter.StanzaInfo.ArchiveInfo;
import io.github.pgbackrest2nix.exporter.StanzaInfo.DatabaseInfo;
import io.github.pgbackrest2nix.exporter.StanzaInfo.RepoInfo;
import io.github.pgbackrest2nix.exporter.StanzaInfo.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What repositories lack, and whether PostgreSQL is set to archive, from one collection to the
 * next.
 */
class UnarchivedSeriesTest {
  private static final String SYSTEM = "18446744073709551615";
  private static final Mute MUTE = new Mute();

  private final Path data;
  private final Path status;
  private final Declaration declaration;

  UnarchivedSeriesTest(@TempDir Path folder) throws IOException {
    data = folder;
    status = Files.createDirectories(data.resolve("pg_wal/archive_status"));
    FinishedWalTest.writeControl(data, 6, 1, 2L << 24);
    declaration =
        Recordings.declaration(
            """
            {"version":1,"hostname":"h","stanzas":[{"name":"main","dataDir":"%s",
              "objectives":{"rpo":300},"repos":[{"key":1,"name":"nas"}]}]}
            """
                .formatted(data));
  }

  private void done(int segment, long finished) throws IOException {
    Path file = Files.createFile(status.resolve("00000001%016X.done".formatted(segment)));
    Files.setLastModifiedTime(file, FileTime.fromMillis(finished * 1000));
  }

  private Snapshot collect(InfoSource source, long now, Remembered remembered) {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(now), ZoneOffset.UTC);
    return new Collector(declaration, source, Calendars.UNKNOWN, clock, () -> 0)
        .collect(remembered);
  }

  private static List<String> series(Snapshot snapshot) throws IOException {
    return Expositions.text(snapshot, "0")
        .lines()
        .filter(line -> line.matches("pgbackrest_(wal_(archived|unarchived)_|archive_).*"))
        .map(line -> line.replaceFirst("^pgbackrest_(\\w+)\\{.*} ", "$1 "))
        .toList();
  }

  @Test
  void staysWhileTheRepositoryStaysBehind() throws IOException {
    Files.writeString(
        data.resolve("postgresql.conf"),
        "archive_mode = on\narchive_command = '/bin/true'\narchive_timeout = 300\n");
    done(2, 400);
    done(3, 500);

    Snapshot first = collect(upTo("000000010000000000000001", SYSTEM), 1000, Remembered.NOTHING);
    assertThat(series(first))
        .containsExactly(
            "archive_command_error_code 4.0",
            "archive_command_in_force 0.0",
            "wal_archived_behind_segments 2.0",
            "wal_unarchived_seconds 600.0");

    // A checkpoint has removed the segments.
    try (var files = Files.list(status)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    FinishedWalTest.writeControl(data, 6, 1, 4L << 24);
    Snapshot second = collect(upTo("000000010000000000000001", SYSTEM), 1900, first.remember());
    assertThat(series(second)).contains("wal_archived_behind_segments 2.0");
    assertThat(series(second)).contains("wal_unarchived_seconds 1500.0");

    Snapshot unanswered = collect(MUTE, 2800, second.remember());
    assertThat(series(unanswered)).as("the last known").isEqualTo(series(second));

    Snapshot mended = collect(upTo("000000010000000000000004", SYSTEM), 3700, second.remember());
    assertThat(series(mended)).contains("wal_archived_behind_segments 0.0");
    assertThat(series(mended)).contains("wal_unarchived_seconds 0.0");
  }

  @Test
  void doesNotTakeForLostWhatIsArchivedDuringTheCollection() throws IOException {
    done(2, 400);
    InfoSource busy =
        new Answer(upTo("000000010000000000000002", SYSTEM).answer) {
          @Override
          public <T> List<T> all(Function<StanzaInfo, T> keep) {
            try {
              done(3, 1001);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            return super.all(keep);
          }
        };

    assertThat(series(collect(busy, 1000, Remembered.NOTHING)))
        .contains("wal_archived_behind_segments 0.0", "wal_unarchived_seconds 0.0");
  }

  @Test
  void doesNotTakeTheWalOfAnotherClusterForThisOnes() throws IOException {
    done(2, 400);

    assertThat(series(collect(upTo("000000010000000000000009", "7"), 1000, Remembered.NOTHING)))
        .contains("wal_archived_behind_segments 1.0", "wal_unarchived_seconds 600.0");
  }

  @Test
  void saysThatSettingsCannotBeReadAndNothingWithoutACluster() throws IOException {
    InfoSource source = upTo("000000010000000000000002", SYSTEM);
    Snapshot unreadable = collect(source, 1000, Remembered.NOTHING);
    assertThat(series(unreadable)).first().isEqualTo("archive_command_error_code 6.0");
    assertThat(series(unreadable)).doesNotContain("archive_command_in_force 0.0");
    assertThat(unreadable.complaints())
        .containsExactly(
            "cannot read the settings of PostgreSQL of stanza \"main\": no such file or directory");

    Files.delete(data.resolve("global/pg_control"));
    Snapshot none = collect(source, 1000, Remembered.NOTHING);
    assertThat(series(none)).isEmpty();
    assertThat(none.complaints())
        .contains("cannot tell what WAL of stanza \"main\" is archived: no such file or directory");
  }

  private static Answer upTo(String segment, String system) {
    Status ok = new Status(0, "ok");
    return new Answer(
        new StanzaInfo(
            "main",
            ok,
            Optional.empty(),
            Optional.empty(),
            List.of(new RepoInfo(1, "none", ok)),
            List.of(new DatabaseInfo(1, 1, system, "17")),
            List.of(new ArchiveInfo(1, 1, "17-1", Optional.of(segment), Optional.of(segment))),
            List.of()));
  }

  /** Always the same answer. */
  private static class Answer implements InfoSource {
    private final StanzaInfo answer;

    private Answer(StanzaInfo answer) {
      this.answer = answer;
    }

    @Override
    public <T> List<T> all(Function<StanzaInfo, T> keep) {
      return List.of(keep.apply(answer));
    }

    @Override
    public <T> List<T> one(RepoId id, Function<StanzaInfo, T> keep) {
      throw new AssertionError("asked for " + id);
    }
  }
}
