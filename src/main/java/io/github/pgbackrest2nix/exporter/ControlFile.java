package io.github.pgbackrest2nix.exporter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a cluster's {@code global/pg_control} says of it.
 *
 * @param systemId decimal digits of an unsigned 64-bit number
 * @param segmentSize bytes of a WAL segment
 */
record ControlFile(String systemId, long segmentSize) {
  private static final int MAX_BYTES = 8192;
  private static final int ALIGNMENT = 8;

  /**
   * What PostgreSQL writes to recognise the format of floating-point numbers ({@code
   * FLOATFORMAT_VALUE}). The sizes of blocks, relation segments, WAL blocks and WAL segments follow
   * it, whereas the distance from the beginning changes with the versions.
   */
  private static final double LANDMARK = 1234567.0;

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
        return new ControlFile(Long.toUnsignedString(content.getLong(0)), size);
      }
    }
    throw new IOException("not a control file of PostgreSQL");
  }
}
