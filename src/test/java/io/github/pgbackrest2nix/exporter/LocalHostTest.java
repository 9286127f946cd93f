package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.exporter.Declaration.DeclaredStanza;
import io.github.pgbackrest2nix.exporter.Declaration.Objectives;
import io.github.pgbackrest2nix.exporter.HostFacts.ReadyWal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalHostTest {
  private static final int LANDMARK = 1 << 8;

  private final Path data;
  private final Path spool;
  private final Path lock;

  LocalHostTest(@TempDir Path folder) {
    data = folder.resolve("data");
    spool = folder.resolve("spool");
    lock = folder.resolve("lock");
  }

  private HostFacts read() {
    DeclaredStanza stanza =
        new DeclaredStanza(
            "main", Optional.of(data), Optional.of(spool), Objectives.NONE, List.of());
    return LocalHost.read(stanza, Optional.of(lock), 0);
  }

  private void writeControl(int segmentSize) throws IOException {
    writeControl(data, segmentSize);
    write(
        data.resolve("postgresql.conf"),
        "archive_mode = on\narchive_command = 'pgbackrest --stanza=main archive-push %p'\n"
            .getBytes(StandardCharsets.UTF_8));
  }

  /** Writes as much of a control file as matters. */
  static void writeControl(Path data, int segmentSize) throws IOException {
    ByteBuffer control = ByteBuffer.allocate(1 << 13).order(ByteOrder.nativeOrder());
    control.putLong(0, -1);
    control.putDouble(LANDMARK, 1234567.0);
    control.putInt(LANDMARK + 8, 8192);
    control.putInt(LANDMARK + 12, 131072);
    control.putInt(LANDMARK + 16, 8192);
    control.putInt(LANDMARK + 20, segmentSize);
    write(data.resolve("global/pg_control"), control.array());
  }

  private static void write(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private void touch(Path file, long modified) throws IOException {
    write(file, new byte[0]);
    Files.setLastModifiedTime(file, FileTime.fromMillis(modified * 1000));
  }

  @Test
  void readsWhatWaitsAndWhatFailed() throws IOException {
    writeControl(1 << 25);
    Path status = data.resolve("pg_wal/archive_status");
    touch(status.resolve("000000010000000000000003.ready"), 300);
    touch(status.resolve("000000010000000000000002.ready"), 200);
    touch(status.resolve("000000010000000000000001.done"), 100);
    touch(status.resolve("00000002.history.ready"), 400);
    touch(status.resolve("000000010000000000000002.00000028.backup.ready"), 250);
    touch(spool.resolve("archive/main/out/000000010000000000000002.error"), 1);
    touch(spool.resolve("archive/main/out/global.error"), 1);
    touch(spool.resolve("archive/main/out/000000010000000000000001.ok"), 1);
    touch(spool.resolve("archive/other/out/000000010000000000000001.error"), 1);
    write(
        lock.resolve("main-backup-2.lock"),
        "{\"execId\":\"7-ab\",\"pid\":7,\"sz\":1}".getBytes(StandardCharsets.UTF_8));
    write(
        lock.resolve("main-backup.lock"),
        "{\"execId\":\"8-cd\",\"pid\":8}".getBytes(StandardCharsets.UTF_8));
    write(
        lock.resolve("main-backup-x.lock"),
        "{\"execId\":\"9-ef\"}".getBytes(StandardCharsets.UTF_8));
    write(
        lock.resolve("main-archive.lock"),
        "{\"execId\":\"9-ef\"}".getBytes(StandardCharsets.UTF_8));
    write(lock.resolve("main.jobs"), new byte[0]);

    assertThat(read())
        .isEqualTo(
            new HostFacts(
                Optional.of(new ControlFile("18446744073709551615", 1 << 25, Optional.empty())),
                Optional.of(
                    new ReadyWal(4, 2, OptionalLong.of(200), Optional.of(new WalSegment(1, 0, 2)))),
                Optional.of(ArchivingCode.IN_FORCE),
                OptionalLong.of(2),
                "7-ab 8-cd",
                new TreeMap<>(),
                List.of()));
  }

  @Test
  void countsVeryManyThatWaitAndFindsTheFirst() throws IOException {
    writeControl(1 << 24);
    Path status = data.resolve("pg_wal/archive_status");
    for (int i = 2; i < 10_102; i++) {
      touch(status.resolve("%024X.ready".formatted(i)), 500);
    }
    touch(status.resolve("000000000000000000000001.ready"), 200);

    assertThat(read().ready())
        .hasValue(
            new ReadyWal(
                10_101, 10_101, OptionalLong.of(200), Optional.of(new WalSegment(0, 0, 1))));
  }

  @Test
  void findsNothingWaiting() throws IOException {
    writeControl(1 << 24);
    Files.createDirectories(data.resolve("pg_wal/archive_status"));
    Files.createDirectories(lock);
    write(lock.resolve("main-backup-1.lock"), new byte[0]);

    assertThat(read())
        .isEqualTo(
            new HostFacts(
                Optional.of(new ControlFile("18446744073709551615", 1 << 24, Optional.empty())),
                Optional.of(ReadyWal.NOTHING),
                Optional.of(ArchivingCode.IN_FORCE),
                OptionalLong.of(0),
                "",
                new TreeMap<>(),
                List.of()));
  }

  @Test
  void saysWhatItCannotRead() throws IOException {
    write(spool.resolve("archive/main/out"), new byte[0]);

    HostFacts facts = read();

    assertThat(facts.complaints())
        .containsExactly(
            "cannot read the control file of the cluster of stanza \"main\": no such file or"
                + " directory",
            "cannot read the archive status of the cluster of stanza \"main\": no such file or"
                + " directory",
            "cannot read the spool of stanza \"main\": " + spool.resolve("archive/main/out"));
    assertThat(facts.control()).isEmpty();
    assertThat(facts.ready()).isEmpty();
    assertThat(facts.spoolErrors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0,not a control file: WAL segments of 0 bytes",
    "16777217,not a control file: WAL segments of 16777217 bytes",
    "-2147483648,not a control file: WAL segments of -2147483648 bytes"
  })
  void refusesAControlFileThatIsNone(int segmentSize, String message) throws IOException {
    writeControl(segmentSize);

    assertThat(read().complaints())
        .first()
        .asString()
        .isEqualTo("cannot read the control file of the cluster of stanza \"main\": " + message);
  }

  @Test
  void refusesAControlFileOfAnotherArchitecture() throws IOException {
    write(data.resolve("global/pg_control"), new byte[1 << 13]);

    assertThat(read().complaints())
        .first()
        .asString()
        .isEqualTo(
            "cannot read the control file of the cluster of stanza \"main\": not a control file of"
                + " PostgreSQL");
  }

  @Test
  void looksForNothingThatIsNotDeclared() {
    DeclaredStanza stanza =
        new DeclaredStanza("main", Optional.empty(), Optional.empty(), Objectives.NONE, List.of());

    assertThat(LocalHost.read(stanza, Optional.empty(), 0)).isEqualTo(HostFacts.NONE);
  }
}
