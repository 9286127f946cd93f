package io.github.pgbackrest2nix.exporter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Snapshots as text. */
final class Expositions {
  private Expositions() {}

  static String text(Snapshot snapshot, String version) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      Exposition.writeText(snapshot, version, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
