package io.github.pgbackrest2nix.cli;

import io.github.pgbackrest2nix.source.TextDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
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
    Path path = path(name);
    if (Files.isDirectory(path)) {
      throw new FileSystemException(
          name, null, "is a folder; name the file in it that is the description");
    }
    try (InputStream file = Files.newInputStream(path)) {
      return TextDecoder.decode(name, file.readNBytes(LIMIT));
    } catch (NoSuchFileException | AccessDeniedException e) {
      throw e;
    } catch (IOException e) {
      throw Failures.of(
          name, "cannot be read (%s); check its name".formatted(Failures.reason(e)), e);
    }
  }

  /**
   * Returns the path of a file by the name that an argument gives it.
   *
   * @throws IOException if no file can have this name
   */
  static Path path(String name) throws IOException {
    if (name.isEmpty()) {
      throw new FileSystemException(
          name, null, "names no file; a variable of the calling script may be unset");
    }
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new FileSystemException(
          name, null, "cannot be spelled in the locale of this process; set LC_ALL=C.UTF-8");
    }
  }
}
