package io.github.pgbackrest2nix.exporter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The beginning of something long that must be read to its end all the same. */
final class BoundedText {
  private static final int MAX_BYTES = 4096;
  private static final int MAX_LINES = 5;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  synchronized void append(int octet) {
    if (kept.size() < MAX_BYTES) {
      kept.write(octet);
    }
  }

  private synchronized void append(byte[] bytes, int length) {
    kept.write(bytes, 0, Math.min(length, MAX_BYTES - kept.size()));
  }

  /** Returns the beginning of a file; nothing if there is no such file. */
  static Optional<String> readIfExists(Path file, int maxBytes) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(new String(in.readNBytes(maxBytes), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Reads the stream to its end. */
  void drain(InputStream in) throws IOException {
    byte[] buffer = new byte[MAX_BYTES];
    for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
      append(buffer, length);
    }
  }

  /** Returns the first lines, without control characters. */
  synchronized List<String> lines() {
    return lines(kept.toString(StandardCharsets.UTF_8));
  }

  /** Returns the first lines of a text, without control characters. */
  static List<String> lines(String text) {
    return text.lines()
        .map(line -> line.replaceAll("\\p{Cntrl}+", " ").strip())
        .filter(line -> !line.isEmpty())
        .limit(MAX_LINES)
        .toList();
  }
}
