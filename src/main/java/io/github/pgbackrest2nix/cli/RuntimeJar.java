package io.github.pgbackrest2nix.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The runtime jar, which this program carries to write it beside the module. */
final class RuntimeJar {
  /** Its name in the output. */
  static final String NAME = "pgbackrest-metrics.jar";

  private RuntimeJar() {}

  static byte[] bytes() {
    try (InputStream stream =
        RuntimeJar.class.getResourceAsStream("/io/github/pgbackrest2nix/render/" + NAME)) {
      if (stream == null) {
        throw new IllegalStateException("the runtime jar is not part of this build");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
