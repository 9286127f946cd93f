package io.github.pgbackrest2nix.exporter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a cluster's {@code global/pg_control} says of it.
 *
 * @param systemId decimal digits of an unsigned 64-bit number
 * @param segmentSize bytes of a WAL segment
 * @param checkpoint the last one, of PostgreSQL 11 and newer
 */
record ControlFile(String systemId, long segmentSize, Optional<Checkpoint> checkpoint) {
  private static final int MAX_BYTES = 8192;
  private static final int ALIGNMENT = 8;

  /**
   * What PostgreSQL writes to recognise the format of floating-point numbers ({@code
   * FLOATFORMAT_VALUE}). The sizes of blocks, relation segments, WAL blocks and WAL segments follow
   * it, whereas the distance from the beginning changes with the versions.
   */
  private static final double LANDMARK = 1234567.0;

  // What precedes these is the same in all versions since 11, which took a field away.
  private static final int VERSION_AT = 8;
  private static final int STATE_AT = 16;
  private static final int REDO_AT = 40;
  private static final int TIMELINE_AT = 48;
  private static final int POSTGRESQL_11 = 1100;

  private static final long SMALLEST_SEGMENT = 1L << 20;
  private static final long LARGEST_SEGMENT = 1L << 30;

  /**
   * Reads the control file of the cluster in this directory.
   *
   * @throws IOException if it cannot be read, or is none that this machine's PostgreSQL wrote
   */
  static ControlFile read(Path dataDir) throws IOException {
    try (InputStream in = Files.newInputStream(dataDir.resolve("global/pg_control"))) {
      ByteBuffer content = ByteBuffer.wrap(in.readNBytes(MAX_BYTES)).order(ByteOrder.nativeOrder());
      return parse(content);
    }
  }

  private static ControlFile parse(ByteBuffer content) throws IOException {
    for (int at = ALIGNMENT; at + 3 * ALIGNMENT <= content.limit(); at += ALIGNMENT) {
      if (content.getDouble(at) == LANDMARK) {
        long size = content.getInt(at + 2 * ALIGNMENT + Integer.BYTES);
        if (size < SMALLEST_SEGMENT || size > LARGEST_SEGMENT || Long.bitCount(size) != 1) {
          throw new IOException("not a control file: WAL segments of " + size + " bytes");
        }
        return new ControlFile(
            Long.toUnsignedString(content.getLong(0)), size, checkpoint(content));
      }
    }
    throw new IOException("not a control file of PostgreSQL");
  }

  private static Optional<Checkpoint> checkpoint(ByteBuffer content) {
    return content.getInt(VERSION_AT) >= POSTGRESQL_11
        ? Optional.of(
            new Checkpoint(
                content.getInt(STATE_AT),
                Integer.toUnsignedLong(content.getInt(TIMELINE_AT)),
                content.getLong(REDO_AT)))
        : Optional.empty();
  }

  /**
   * The last checkpoint that was completed.
   *
   * @param state of the cluster, a {@code DBState} of PostgreSQL
   * @param timeline that it was written on
   * @param redo LSN that a recovery would begin at
   */
  record Checkpoint(int state, long timeline, long redo) {
    private static final int SHUT_DOWN_IN_RECOVERY = 2;
    private static final int IN_ARCHIVE_RECOVERY = 5;

    /** Returns whether the cluster is a standby or being restored, also while it is down. */
    boolean isInRecovery() {
      return state == SHUT_DOWN_IN_RECOVERY || state == IN_ARCHIVE_RECOVERY;
    }
  }
}
