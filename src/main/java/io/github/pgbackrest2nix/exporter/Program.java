package io.github.pgbackrest2nix.exporter;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of the host, each run of which is given the same time.
 *
 * @param name what people call it
 */
record Program(String name, Path path, Duration timeout) {
  private static final File DEV_NULL = new File("/dev/null");

  /**
   * Runs it, without anything to read.
   *
   * @param <T> what is read of its standard output
   */
  <T> T run(List<String> arguments, OutputReader<T> reader) throws InfoFailedException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InfoFailedException(ErrorCode.INTERRUPTED, "interrupted");
    }
    List<String> command = new ArrayList<>();
    command.add(path.toString());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectInput(ProcessBuilder.Redirect.from(DEV_NULL));
    ProcessTree tree;
    try {
      tree = ProcessTree.start(builder);
    } catch (IOException e) {
      throw new InfoFailedException(
          ErrorCode.NOT_STARTED, name + " cannot be started: " + e.getMessage());
    }
    return new ProgramCall<>(name, tree, reader).await(timeout);
  }
}
