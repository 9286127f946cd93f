package io.github.pgbackrest2nix.deployment;

/**
 * How much memory the runtime jar may take for objects, from the size of the description.
 *
 * <p>What is kept grows with the stanzas in repositories, each of which has some hundred series,
 * and not with the backups, which are summed up one stanza after the other. Measured with {@code
 * src/test/bench/exporter-cost.sh}: 1,000 stanzas in one repository fit in 20 MiB, 100 in four with
 * 80,000 backups in 16. The server holds two collections and their text for a moment. In 64 MiB a
 * single stanza may have 60,000 backups; what does not fit all the same becomes an error code.
 */
final class CollectorHeap {
  private static final long MIN_MEBIBYTES = 64;
  private static final long BASE_KIBIBYTES = 16 << 10;
  private static final long KIBIBYTES_A_REPOSITORY = 48;

  private CollectorHeap() {}

  /** Returns mebibytes. */
  static long mebibytes(int stanzas, int repositories) {
    long kibibytes = BASE_KIBIBYTES + KIBIBYTES_A_REPOSITORY * stanzas * repositories;
    return Math.max(MIN_MEBIBYTES, (kibibytes + 1023) / 1024);
  }
}
