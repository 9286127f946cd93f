package io.github.pgbackrest2nix.exporter;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Collects again and again, one after the other. */
final class CollectionLoop {
  private final Collector collector;
  private final Optional<Memory> memory;
  private final Duration interval;
  private final Consumer<Snapshot> publish;

  /**
   * @param interval from the end of a collection to the start of the next: slow repositories are
   *     not asked without a pause
   */
  CollectionLoop(
      Collector collector, Optional<Memory> memory, Duration interval, Consumer<Snapshot> publish) {
    this.collector = collector;
    this.memory = memory;
    this.interval = interval;
    this.publish = publish;
  }

  /** Returns when the thread is interrupted, which also ends a collection that is under way. */
  void run() {
    Remembered remembered = memory.map(Memory::recall).orElse(Remembered.NOTHING);
    while (true) {
      Snapshot snapshot = collector.collect(remembered);
      // What was interrupted looks like a failure of all repositories, and is none.
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      remembered = snapshot.remember();
      if (memory.isPresent()) {
        memory.get().keep(remembered);
      }
      publish.accept(snapshot);
      try {
        TimeUnit.MILLISECONDS.sleep(interval.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
