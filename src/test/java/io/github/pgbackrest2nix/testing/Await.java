package io.github.pgbackrest2nix.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for a condition, never for a time. */
public final class Await {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private Await() {}

  /**
   * Waits until the condition holds.
   *
   * @throws AssertionError naming {@code what} when it does not within the limit
   */
  public static void until(String what, Duration limit, BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    long asked = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("still waiting after " + limit.toSeconds() + " s until " + what);
      }
      // Asking takes time from what is waited for, and from all other tests: a fifth of it at most.
      long asking = System.nanoTime() - asked;
      LockSupport.parkNanos(Math.max(4 * asking, PAUSE.toNanos()));
      asked = System.nanoTime();
    }
  }
}
