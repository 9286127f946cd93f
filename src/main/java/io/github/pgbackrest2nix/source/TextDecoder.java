package io.github.pgbackrest2nix.source;

import io.github.pgbackrest2nix.diagnostic.Checked;
import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The bytes of a file as text. */
public final class TextDecoder {
  private static final int MOST_BYTES_OF_A_CHARACTER = 4;

  private TextDecoder() {}

  /**
   * A file as text.
   *
   * @param shown for excerpts; has U+FFFD for what could not be read
   * @param text the same, or why the bytes are none
   */
  public record Decoded(SourceText shown, Checked<SourceText> text) {}

  /** Decodes UTF-8. */
  public static Decoded decode(String name, byte[] bytes) {
    SourceText shown = new SourceText(name, new String(bytes, StandardCharsets.UTF_8));
    // Who read the bytes may have stopped within a character; the parser says that it is too large.
    boolean tooLarge = bytes.length > MOST_BYTES_OF_A_CHARACTER * TextCheck.MOST_CHARACTERS;
    int good = tooLarge ? bytes.length : goodBytes(bytes);
    return new Decoded(
        shown,
        good == bytes.length
            ? Checked.unlessErrors(shown, List.of())
            : Checked.unlessErrors(shown, List.of(diagnostic(name, bytes, good))));
  }

  /** Returns how many bytes come before the first that is no part of a character. */
  private static int goodBytes(byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CoderResult result = decoder.decode(in, CharBuffer.allocate(bytes.length), true);
    return result.isError() ? in.position() : bytes.length;
  }

  private static Diagnostic diagnostic(String name, byte[] bytes, int good) {
    List<String> before =
        new SourceText(name, new String(bytes, 0, good, StandardCharsets.UTF_8)).lines();
    String last = before.get(before.size() - 1);
    int column = last.codePointCount(0, last.length()) + 1;
    return new Diagnostic(
        SourceRules.NOT_UTF8,
        ConfigPath.ROOT,
        new SourceSpan(name, before.size(), column, before.size(), column + 1),
        "what stands here is not UTF-8, so nobody can tell which characters are meant",
        Optional.of(
            isUtf16(bytes)
                ? "save the file as UTF-8; it seems to be UTF-16"
                : "save the file as UTF-8; it may be Latin-1, or cut off"),
        List.of());
  }

  private static boolean isUtf16(byte[] bytes) {
    return bytes.length >= 2
        && ((bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE)
            || (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF));
  }
}
