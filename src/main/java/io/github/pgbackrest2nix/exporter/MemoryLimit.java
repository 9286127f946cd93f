package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.Snapshot.Failure;

/** How much memory there is for objects. */
final class MemoryLimit {
  private static final int BITS_OF_A_MEBIBYTE = 20;

  private MemoryLimit() {}

  /** Returns the failure of what needs more. */
  static Failure failure() {
    return new Failure(ErrorCode.TOO_MUCH, "there is more than fits in memory: " + inWords());
  }

  /**
   * Returns how many bytes may be kept of every single backup. What runs out of memory is not
   * always what takes it: the thread that hears of ended processes may be the one that is killed.
   */
  static long ofEveryBackup() {
    return Runtime.getRuntime().maxMemory() / 2;
  }

  /** Names the limit and the option that raises it. */
  static String inWords() {
    long limit = Runtime.getRuntime().maxMemory() >> BITS_OF_A_MEBIBYTE;
    return "the heap has " + limit + " MiB, and -Xmx sets it";
  }
}
