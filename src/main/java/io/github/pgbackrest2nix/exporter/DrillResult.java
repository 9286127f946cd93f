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
 * @param restore seconds until the data could be read
 * @param lost seconds for which the oldest transaction that was not brought back had been committed
 * @param lastTransaction Unix time of the last transaction that was replayed
 */
record DrillResult(
    boolean success,
    long start,
    long end,
    OptionalLong lastSuccess,
    OptionalLong restore,
    OptionalLong lost,
    OptionalLong lastTransaction) {
  private static final long VERSION = 1;

  /**
   * Reads how the last drill went; nothing where there was none yet. One that was cut off has
   * failed: the place that it has taken for its result at its start is still there.
   *
   * @param file the result
   * @param running the file that is there while a drill runs, until the host goes down
   * @param now Unix time
   */
  static Optional<DrillResult> read(Path file, Optional<Path> running, long now)
      throws IOException {
    Optional<FlatObject> reserved = object(file.resolveSibling(file.getFileName() + ".started"));
    boolean underWay = running.filter(Files::exists).isPresent();
    if (reserved.isPresent() && !(underWay && now <= deadline(reserved.get()))) {
      return Optional.of(result(reserved.get()));
    }
    Optional<FlatObject> result = object(file);
    return result.isPresent() ? Optional.of(result(result.get())) : Optional.empty();
  }

  /** A drill whose result cannot be read has proved nothing. */
  static DrillResult unreadable(long now) {
    OptionalLong unknown = OptionalLong.empty();
    return new DrillResult(false, now, now, unknown, unknown, unknown, unknown);
  }

  private static long deadline(FlatObject reserved) throws IOException {
    return reserved.requireInteger("start") + reserved.integer("limit").orElse(0);
  }

  private static Optional<FlatObject> object(Path file) throws IOException {
    try (InputStream text = new BufferedInputStream(Files.newInputStream(file));
        JsonCursor json = new JsonCursor(text)) {
      return Optional.of(FlatObject.read(json, "restore drill", Set.of()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JacksonException e) {
      throw new IOException("it is not JSON", e);
    }
  }

  private static DrillResult result(FlatObject result) throws IOException {
    if (result.requireInteger("version") != VERSION) {
      throw new IOException("a restore drill of version " + result.requireInteger("version"));
    }
    return new DrillResult(
        result.bool("success").orElse(false),
        result.requireInteger("start"),
        result.requireInteger("end"),
        result.integer("lastSuccess"),
        result.integer("restore"),
        result.integer("lost"),
        result.integer("lastTransaction"));
  }
}
