package io.github.pgbackrest2nix.exporter;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;

/** The standard output of {@code pgbackrest repo-ls --output=json}, read as it comes. */
final class Listing {
  /** Some eight million files; none of it is held in memory. */
  static final long MAX_OUTPUT_BYTES = 1L << 30;

  /** Is told of each file. */
  interface Files {
    /**
     * Takes note of a file.
     *
     * @param path from the directory that is listed
     * @param size in bytes
     */
    void add(String path, long size);
  }

  private Listing() {}

  /**
   * Reads all of it.
   *
   * @throws IOException if there is too much of it, or no JSON in it, or not what it should be
   */
  static void read(InputStream stdout, Files files) throws IOException {
    PushbackInputStream in =
        new PushbackInputStream(
            InfoOutput.limited(new BufferedInputStream(stdout), MAX_OUTPUT_BYTES));
    InfoOutput.skipTo('{', in, new BoundedText());
    try (JsonCursor json = new JsonCursor(in)) {
      require(json.enterObject());
      while (json.nextField()) {
        String path = json.field();
        OptionalLong size = size(json);
        if (size.isPresent()) {
          files.add(path, size.getAsLong());
        }
      }
      require(json.isAtEnd());
    } catch (JacksonException e) {
      throw notUnderstood();
    }
  }

  // Directories and links have none.
  private static OptionalLong size(JsonCursor json) throws IOException {
    require(json.enterObject());
    OptionalLong size = OptionalLong.empty();
    while (json.nextField()) {
      switch (json.field()) {
        case "size" -> size = json.integer();
        default -> json.skip();
      }
    }
    return size;
  }

  private static void require(boolean understood) throws InfoFailedException {
    if (!understood) {
      throw notUnderstood();
    }
  }

  private static InfoFailedException notUnderstood() {
    return new InfoFailedException(
        ErrorCode.NOT_UNDERSTOOD, "pgbackrest repo-ls wrote JSON of another form");
  }
}
