package io.github.pgbackrest2nix.nix;

import java.util.stream.Collectors;

/** How text is spelled in Nix comments. */
public final class NixComment {
  private NixComment() {}

  /**
   * Returns the text as comment lines, each beginning with {@code #}, with {@link SoftBreaks}.
   * Nothing in the text can end the comment; characters that would change how the file is read or
   * displayed become U+FFFD.
   */
  public static String print(String text) {
    return text.lines()
        .map(NixComment::neutralize)
        .map(line -> ("# " + line).stripTrailing())
        .collect(Collectors.joining(SoftBreaks.NEWLINE));
  }

  private static String neutralize(String line) {
    return line.replace('\t', ' ')
        .codePoints()
        .map(c -> isHarmless(c) ? c : 0xFFFD)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isHarmless(int codePoint) {
    return switch (Character.getType(codePoint)) {
      // FORMAT holds the marks that turn the direction of writing; a reviewer must see the order
      // in which Nix reads.
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
