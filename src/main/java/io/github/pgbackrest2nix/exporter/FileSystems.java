package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.Room.Code;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Asks file systems for their room. One that does not answer, such as that of a dead NFS server,
 * blocks whoever asks it, and nothing interrupts that: each is asked on a thread of its own, and
 * not again before it has answered.
 */
final class FileSystems {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Duration patience;
  private final Function<Path, Room> statfs;
  private final Set<Path> asked = ConcurrentHashMap.newKeySet();

  /**
   * Starts without any that is known to hang.
   *
   * @param patience for how long all of them together are waited for
   * @param statfs may block for ever
   */
  FileSystems(Duration patience, Function<Path, Room> statfs) {
    this.patience = patience;
    this.statfs = statfs;
  }

  static FileSystems ofHost() {
    return new FileSystems(PATIENCE, FileSystems::ask);
  }

  /** Returns the room at each of the directories. */
  Map<Path, Room> ask(Collection<Path> directories) {
    Map<Path, Room> answers = new ConcurrentHashMap<>();
    List<Path> due = new ArrayList<>();
    for (Path directory : new TreeSet<>(directories)) {
      if (asked.add(directory)) {
        due.add(directory);
      }
    }
    await(due, answers);
    Map<Path, Room> rooms = new TreeMap<>();
    for (Path directory : directories) {
      rooms.put(directory, answers.getOrDefault(directory, Room.unknown(Code.NO_ANSWER)));
    }
    return rooms;
  }

  private void await(List<Path> due, Map<Path, Room> answers) {
    if (due.isEmpty()) {
      return;
    }
    ExecutorService threads = Executors.newFixedThreadPool(due.size(), FileSystems::daemon);
    for (Path directory : due) {
      threads.execute(
          () -> {
            answers.put(directory, statfs.apply(directory));
            asked.remove(directory);
          });
    }
    threads.shutdown();
    try {
      threads.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // The program ends even if one of them never does.
  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "statfs");
    thread.setDaemon(true);
    return thread;
  }

  // File and not FileStore: to find the store Java looks at every mount of the host.
  private static Room ask(Path path) {
    File directory = path.toFile();
    long size = directory.getTotalSpace();
    if (size > 0) {
      return Room.of(directory.getUsableSpace(), size);
    }
    return Room.unknown(directory.exists() ? Code.NOT_TOLD : Code.NO_DIRECTORY);
  }
}
