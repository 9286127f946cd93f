package io.github.pgbackrest2nix.cli;

import io.github.pgbackrest2nix.source.TextDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads descriptions, from files or from standard input. */
final class InputFile {
  /** The name that stands for standard input. */
  static final String STANDARD_INPUT = "-";

  /**
   * More than any description needs, and more than the parser takes: it says what is too large, and
   * a file of gigabytes is not read to its end for that.
   */
  private static final int LIMIT = 16 * 1024 * 1024;

  private InputFile() {}

  /**
   * Returns the text of the file.
   *
   * @param standardInputName how diagnostics call standard input
   * @throws IOException if it cannot be read
   */
  static TextDecoder.Decoded read(String name, String standardInputName, InputStream standardInput)
      throws IOException {
    if (name.equals(STANDARD_INPUT)) {
      return TextDecoder.decode(standardInputName, standardInput.readNBytes(LIMIT));
    }
    Path path = Path.of(name);
    if (Files.isDirectory(path)) {
      throw new FileSystemException(name, null, "is a directory, not a description");
    }
    try (InputStream file = Files.newInputStream(path)) {
      return TextDecoder.decode(name, file.readNBytes(LIMIT));
    }
  }
}
