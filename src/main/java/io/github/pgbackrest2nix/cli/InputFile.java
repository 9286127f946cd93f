package io.github.pgbackrest2nix.cli;

import io.github.pgbackrest2nix.source.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
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
   * @param shownAs the name for diagnostics
   * @throws IOException if it cannot be read, or is not UTF-8
   */
  static SourceText read(String name, String shownAs, InputStream standardInput)
      throws IOException {
    byte[] bytes;
    if (name.equals(STANDARD_INPUT)) {
      bytes = standardInput.readNBytes(LIMIT);
    } else {
      try (InputStream file = Files.newInputStream(Path.of(name))) {
        bytes = file.readNBytes(LIMIT);
      }
    }
    return new SourceText(shownAs, decode(bytes, shownAs));
  }

  private static String decode(byte[] bytes, String shownAs) throws IOException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IOException("\"" + shownAs + "\" is not UTF-8 text: save it as UTF-8", e);
    }
  }
}
