package io.github.pgbackrest2nix.exporter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Lines of a program's output, a single one of which may be more than fits in memory. */
final class BoundedLines {
  /** More than a path has. */
  static final int MAX_BYTES = 8192;

  private static final int BUFFER_BYTES = 1 << 16;

  private final Consumer<String> each;
  private final byte[] line = new byte[MAX_BYTES];
  private int length;

  private BoundedLines(Consumer<String> each) {
    this.each = each;
  }

  /** Reads to the end, and leaves out the lines that are longer than any path. */
  static void read(InputStream text, Consumer<String> each) throws IOException {
    BoundedLines lines = new BoundedLines(each);
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int got = text.read(buffer); got >= 0; got = text.read(buffer)) {
      for (int i = 0; i < got; i++) {
        lines.add(buffer[i]);
      }
    }
    if (lines.length > 0) {
      lines.end();
    }
  }

  private void add(byte octet) {
    if (octet == '\n') {
      end();
    } else if (length < MAX_BYTES) {
      line[length++] = octet;
    } else {
      length = MAX_BYTES + 1;
    }
  }

  private void end() {
    if (length <= MAX_BYTES) {
      each.accept(new String(line, 0, length, StandardCharsets.UTF_8));
    }
    length = 0;
  }
}
