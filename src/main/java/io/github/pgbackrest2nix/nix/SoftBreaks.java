package io.github.pgbackrest2nix.nix;

import java.util.Locale;

/**
 * Breaks in a text whose place on the page is not known yet: they follow the indentation of the
 * line where the text ends up.
 *
 * <p>Each is spelled by U+0000, which neither Nix nor YAML text can hold, and one more character:
 *
 * <pre>
 * {@link #NEWLINE}  a new line, indented like the one it continues
 * {@link #OPEN}     a blank, or a new line one step deeper if the whole line is too long
 * {@link #CLOSE}    a blank, or a new line back at the indentation of the matching {@code OPEN}
 * </pre>
 */
public final class SoftBreaks {
  /** A new line, indented like the one it continues. */
  public static final String NEWLINE = "\0n";

  static final String OPEN = "\0(";
  static final String CLOSE = "\0)";

  /** The widest line that nixfmt leaves alone, not counting its indentation. */
  private static final int WIDTH = 100;

  private static final String STEP = "  ";

  private SoftBreaks() {}

  /** Returns the text with all its breaks turned into line feeds and blanks. */
  public static String settle(String text) {
    if (text.indexOf('\0') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    int start = 0;
    while (start < text.length()) {
      int feed = text.indexOf('\n', start);
      int end = feed < 0 ? text.length() : feed;
      settleLine(text.substring(start, end), out);
      if (feed >= 0) {
        out.append('\n');
      }
      start = end + 1;
    }
    return out.toString();
  }

  private static void settleLine(String line, StringBuilder out) {
    String indentation = indentation(line);
    String rest = line.substring(indentation.length());
    boolean first = true;
    for (String piece : rest.split(NEWLINE, -1)) {
      if (!first) {
        out.append('\n');
      }
      // An empty line of a string stays empty, however deep the string is indented.
      if (indentation(piece).length() < piece.length()) {
        out.append(indentation);
        settlePiece(piece, indentation, out);
      }
      first = false;
    }
  }

  private static void settlePiece(String piece, String indentation, StringBuilder out) {
    String flat = piece.replace(OPEN, " ").replace(CLOSE, " ");
    String inner = indentation(flat);
    if (flat.codePointCount(inner.length(), flat.length()) <= WIDTH) {
      out.append(requireSettled(flat));
      return;
    }
    String outer = indentation + inner;
    int depth = 0;
    int start = 0;
    for (int mark = piece.indexOf('\0'); mark >= 0; mark = piece.indexOf('\0', start)) {
      depth += piece.startsWith(OPEN, mark) ? 1 : -1;
      out.append(piece, start, mark).append('\n').append(outer).append(STEP.repeat(depth));
      start = mark + OPEN.length();
    }
    out.append(requireSettled(piece.substring(start)));
  }

  private static String indentation(String line) {
    int end = 0;
    while (end < line.length() && line.charAt(end) == ' ') {
      end++;
    }
    return line.substring(0, end);
  }

  private static String requireSettled(String text) {
    int mark = text.indexOf('\0');
    if (mark >= 0) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "U+0000 that is no break, at %d of: %s", mark, text));
    }
    return text;
  }
}
