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

  /** Names the limit and the option that raises it. */
  static String inWords() {
    long limit = Runtime.getRuntime().maxMemory() >> BITS_OF_A_MEBIBYTE;
    return "the heap has " + limit + " MiB, and -Xmx sets it";
  }
}
