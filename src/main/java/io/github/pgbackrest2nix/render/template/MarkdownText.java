package io.github.pgbackrest2nix.render.template;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How text is spelled in Markdown (CommonMark and GitHub's tables). */
final class MarkdownText {
  private static final Pattern MARKS = Pattern.compile("[\\\\`*_\\[\\]<>&|~$!]");

  // What makes a heading, a list or a rule of a line that begins with it.
  private static final Pattern BLOCK_START = Pattern.compile("^([#+=:-]|\\d+(?=[.)]))");

  private MarkdownText() {}

  /** Returns text that is displayed as it is, its breaks as blanks; may stand at a line's start. */
  static String escape(String text) {
    String line = MARKS.matcher(flatten(text).strip()).replaceAll("\\\\$0");
    Matcher start = BLOCK_START.matcher(line);
    if (!start.find()) {
      return line;
    }
    return Character.isDigit(line.charAt(0))
        ? start.group() + "\\" + line.substring(start.end())
        : "\\" + line;
  }

  /** Returns the text on one line, with every control character visible. */
  static String flatten(String text) {
    return neutralize(text.replaceAll("\\R|\t", " "));
  }

  /** Returns the text with U+FFFD for control characters, but for line feeds. */
  static String neutralize(String text) {
    return text.codePoints()
        .map(c -> c != '\n' && Character.isISOControl(c) ? 0xFFFD : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Returns a run of backticks longer than any in the text, of this length at least. */
  static String fence(String text, int least) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return "`".repeat(Math.max(least, longest + 1));
  }
}
