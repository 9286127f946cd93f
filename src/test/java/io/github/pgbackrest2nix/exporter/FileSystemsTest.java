package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.exporter.Room.Code;
import io.github.pgbackrest2nix.testing.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSystemsTest {
  private static final Path DEAD = Path.of("/dead");
  private static final Path LIVE = Path.of("/live");
  private static final Room ROOM = Room.of(3, 7);

  @Test
  void tellsTheRoomOfADirectory(@TempDir Path folder) throws Exception {
    Path missing = folder.resolve("missing");
    Path proc = Path.of("/proc");

    Map<Path, Room> rooms = FileSystems.ofHost().ask(List.of(folder, missing, proc));

    long size = Files.getFileStore(folder).getTotalSpace();
    assertThat(rooms.get(folder))
        .matches(room -> room.code() == Code.NONE && room.size() == size)
        .matches(room -> room.available() > 0 && room.available() <= size);
    assertThat(rooms.get(missing)).isEqualTo(Room.unknown(Code.NO_DIRECTORY));
    assertThat(rooms.get(proc)).isEqualTo(Room.unknown(Code.NOT_TOLD));
  }

  @Test
  void doesNotWaitForOneThatHangsNorAskItAgain() {
    CountDownLatch back = new CountDownLatch(1);
    Queue<Path> asked = new ConcurrentLinkedQueue<>();
    FileSystems fileSystems =
        new FileSystems(
            Duration.ofMillis(200),
            path -> {
              asked.add(path);
              if (path.equals(DEAD)) {
                awaitQuietly(back);
              }
              return ROOM;
            });
    Map<Path, Room> dead = Map.of(DEAD, Room.unknown(Code.NO_ANSWER), LIVE, ROOM);

    assertThat(fileSystems.ask(List.of(DEAD, LIVE))).isEqualTo(dead);
    assertThat(fileSystems.ask(List.of(DEAD, LIVE))).isEqualTo(dead);
    assertThat(asked).containsExactlyInAnyOrder(DEAD, LIVE, LIVE);

    back.countDown();
    Await.until(
        "an answer",
        Duration.ofSeconds(30),
        () -> fileSystems.ask(List.of(DEAD)).equals(Map.of(DEAD, ROOM)));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
