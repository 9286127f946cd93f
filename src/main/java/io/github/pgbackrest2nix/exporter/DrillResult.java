package io.github.pgbackrest2nix.exporter;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.core.JacksonException;

/**
 * How the last trial restore from a repository went, as its unit has written it down.
 *
 * @param start Unix time
 * @param end Unix time
 * @param lastSuccess Unix time at which the last one that succeeded ended
 */
record DrillResult(boolean success, long start, long end, OptionalLong lastSuccess) {
  private static final long VERSION = 1;

  /** Reads the file; nothing where there was no drill yet. */
  static Optional<DrillResult> read(Path file) throws IOException {
    try (InputStream text = new BufferedInputStream(Files.newInputStream(file));
        JsonCursor json = new JsonCursor(text)) {
      FlatObject result = FlatObject.read(json, "restore drill", Set.of());
      if (result.requireInteger("version") != VERSION) {
        throw new IOException("a restore drill of version " + result.requireInteger("version"));
      }
      return Optional.of(
          new DrillResult(
              result.bool("success").orElse(false),
              result.requireInteger("start"),
              result.requireInteger("end"),
              result.integer("lastSuccess")));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JacksonException e) {
      throw new IOException("it is not JSON", e);
    }
  }
}
