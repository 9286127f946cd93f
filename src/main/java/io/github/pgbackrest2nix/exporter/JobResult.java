package io.github.pgbackrest2nix.exporter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the last run of a service went: the service leaves an empty file behind, whose time of change
 * says when.
 *
 * @param lastSuccess Unix time at which the last run that succeeded ended
 */
record JobResult(boolean success, OptionalLong lastSuccess) {
  private static final String SUCCEEDED = ".succeeded";
  // Only until a run succeeds.
  private static final String FAILED = ".failed";

  /**
   * Looks at the files; nothing where there was no run yet.
   *
   * @param result what the names of the files begin with
   */
  static Optional<JobResult> read(Path result) throws IOException {
    OptionalLong succeeded = changed(result, SUCCEEDED);
    OptionalLong failed = changed(result, FAILED);
    return succeeded.isEmpty() && failed.isEmpty()
        ? Optional.empty()
        : Optional.of(new JobResult(failed.isEmpty(), succeeded));
  }

  private static OptionalLong changed(Path result, String suffix) throws IOException {
    Path file = result.resolveSibling(result.getFileName() + suffix);
    try {
      return OptionalLong.of(Files.getLastModifiedTime(file).toMillis() / 1000);
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
  }
}
