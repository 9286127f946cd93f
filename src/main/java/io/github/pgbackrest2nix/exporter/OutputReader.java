package io.github.pgbackrest2nix.exporter;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Reads the standard output of a program to its end.
 *
 * @param <T> what is in it
 */
interface OutputReader<T> {
  T read(InputStream stdout) throws IOException;

  /** Returns the first lines of what came before that. */
  default List<String> preamble() {
    return List.of();
  }
}
