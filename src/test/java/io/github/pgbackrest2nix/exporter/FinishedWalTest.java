package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Segments are named by what follows their timeline; each was finished 10 s after the one before.
 */
class FinishedWalTest {
  private static final int NOW = 1_000;
  private static final int SIZE = 16 << 20;
  private static final int IN_PRODUCTION = 6;
  private static final OptionalLong NEVER = OptionalLong.empty();

  private final Path data;

  FinishedWalTest(@TempDir Path folder) throws IOException {
    data = folder;
    Files.createDirectories(data.resolve("pg_wal/archive_status"));
  }

  /** Writes as much of a control file as matters. */
  static void writeControl(Path data, int state, int timeline, long redo) throws IOException {
    LocalHostTest.writeControl(data, SIZE);
    Path file = data.resolve("global/pg_control");
    ByteBuffer control = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
    control.putInt(8, 1300);
    control.putInt(16, state);
    control.putLong(40, redo);
    control.putInt(48, timeline);
    Files.write(file, control.array());
  }

  /** Writes that the last checkpoint was in this segment. */
  private void checkpoint(int timeline, long segment) throws IOException {
    writeControl(data, IN_PRODUCTION, timeline, segment * SIZE + 40);
  }

  private void status(int timeline, int from, int to, String ending) throws IOException {
    for (int number = from; number <= to; number++) {
      Path file =
          data.resolve("pg_wal/archive_status/%08X%016X%s".formatted(timeline, number, ending));
      Files.createFile(file);
      Files.setLastModifiedTime(file, FileTime.fromMillis(number * 10_000L));
    }
  }

  private Optional<Unarchived> lacking(int timeline, int newest) throws IOException {
    return lacking(timeline, newest, NEVER);
  }

  private Optional<Unarchived> lacking(int timeline, int newest, OptionalLong before)
      throws IOException {
    return FinishedWal.read(data, NOW)
        .orElseThrow()
        .lackingAfter(Optional.of(new WalSegment(timeline, 0, newest)), before);
  }

  private static Optional<Unarchived> of(long segments, long since) {
    return Optional.of(new Unarchived(segments, NOW - since, OptionalLong.of(since)));
  }

  @Test
  void countsWhatACommandThatDoesNothingHasNotArchived() throws IOException {
    checkpoint(1, 2);
    status(1, 2, 31, ".done");

    assertThat(lacking(1, 1)).isEqualTo(of(30, 20));
    assertThat(lacking(1, 31)).hasValue(Unarchived.NOTHING);
  }

  @Test
  void goesByTheCheckpointWhereTheStatusFilesAreGone() throws IOException {
    checkpoint(1, 32);

    assertThat(lacking(1, 1)).as("found now").isEqualTo(of(30, NOW));
    assertThat(lacking(1, 1, OptionalLong.of(20))).as("known").isEqualTo(of(30, 20));
    assertThat(lacking(1, 31)).hasValue(Unarchived.NOTHING);
    status(1, 31, 31, ".done");
    assertThat(lacking(1, 1)).as("the first that is known").isEqualTo(of(30, 310));
  }

  @Test
  void doesNotTakeForArchivedWhatWaits() throws IOException {
    checkpoint(1, 8);
    status(1, 3, 4, ".done");
    status(1, 5, 7, ".ready");

    assertThat(lacking(1, 4)).as("all others").isEqualTo(of(0, 50));
    assertThat(lacking(1, 5)).as("one repository has it").isEqualTo(of(0, 60));
    assertThat(lacking(1, 2)).as("lost").isEqualTo(of(2, 30));
  }

  @Test
  void findsNothingOnAnIdleClusterWhoseRepositoryIsAhead() throws IOException {
    checkpoint(1, 5);

    assertThat(lacking(1, 4)).hasValue(Unarchived.NOTHING);
    assertThat(lacking(1, 9)).hasValue(Unarchived.NOTHING);
  }

  @Test
  void countsFromTheFirstThatIsKnownWhereTheRepositoryIsEmpty() throws IOException {
    checkpoint(1, 9);
    FinishedWal idle = FinishedWal.read(data, NOW).orElseThrow();
    assertThat(idle.lackingAfter(Optional.empty(), NEVER)).isEmpty();

    status(1, 6, 8, ".done");
    FinishedWal busy = FinishedWal.read(data, NOW).orElseThrow();
    assertThat(busy.lackingAfter(Optional.empty(), NEVER)).isEqualTo(of(3, 60));
  }

  @Test
  void followsATimelineFromWhereItBegins() throws IOException {
    // The cluster was promoted in segment 10 of the first timeline, which goes on to 20 elsewhere.
    Files.writeString(
        data.resolve("pg_wal/00000002.history"), "# why\n1\t0/A000028\tno recovery target\n");
    status(1, 8, 9, ".done");
    checkpoint(2, 10);
    assertThat(lacking(1, 20)).hasValue(Unarchived.NOTHING);

    status(2, 10, 12, ".done");
    assertThat(lacking(1, 20)).isEqualTo(of(3, 100));
    assertThat(lacking(2, 11)).isEqualTo(of(1, 120));
    assertThat(lacking(3, 10)).as("another cluster archives there").isEmpty();
  }

  @Test
  void knowsANewTimelineBeforeItsFirstCheckpoint() throws IOException {
    Files.writeString(data.resolve("pg_wal/00000002.history"), "1\t0/A000028\tnone\n");
    checkpoint(1, 9);
    status(1, 9, 9, ".done");
    status(2, 10, 11, ".done");

    assertThat(lacking(1, 9)).isEqualTo(of(2, 100));
    assertThat(lacking(2, 11)).hasValue(Unarchived.NOTHING);
  }

  @ParameterizedTest
  @CsvSource({"0,true", "1,true", "2,false", "3,true", "4,true", "5,false", "6,true"})
  void saysNothingOfAStandby(int state, boolean known) throws IOException {
    writeControl(data, state, 1, 5L * SIZE);

    assertThat(FinishedWal.read(data, NOW).isPresent()).isEqualTo(known);
  }

  @Test
  void isNotKnownWhereItCannotBeRead() throws IOException {
    checkpoint(1, 5);
    Files.delete(data.resolve("pg_wal/archive_status"));

    assertThatThrownBy(() -> FinishedWal.read(data, NOW)).isInstanceOf(NoSuchFileException.class);
  }
}
