package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.render.template.FencedBlock;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How commands are spelled that a person copies into bash. */
final class Shell {
  private static final Pattern BARE_WORD = Pattern.compile("[A-Za-z0-9_./:=,@+%-]+");

  // Of a line that is spread, without what goes on with it.
  private static final int WIDTH = 140;

  private Shell() {}

  /** Returns the text as one word that bash takes literally. */
  static String word(String text) {
    if (BARE_WORD.matcher(text).matches()) {
      return text;
    }
    return text.codePoints().anyMatch(Shell::isInvisible)
        ? "$'" + text.codePoints().mapToObj(Shell::escape).collect(Collectors.joining()) + "'"
        : "'" + text.replace("'", "'\\''") + "'";
  }

  /** Returns the text as a comment, which ends where its line ends. */
  static String comment(String text) {
    return "# "
        + text.codePoints()
            .map(c -> isInvisible(c) ? ' ' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
  }

  /** Returns the command with these arguments, on as many lines as they need. */
  static String spread(String command, List<String> arguments) {
    StringBuilder text = new StringBuilder(command);
    int column = command.length();
    for (String argument : arguments) {
      String word = word(argument);
      boolean fits = column + 1 + word.length() <= WIDTH;
      column = (fits ? column : 1) + 1 + word.length();
      text.append(fits ? " " : " \\\n  ").append(word);
    }
    return text.toString();
  }

  /** Returns the lines as a block to be copied. */
  static FencedBlock block(List<String> lines) {
    return new FencedBlock("sh", String.join("\n", lines));
  }

  static FencedBlock block(String... lines) {
    return block(List.of(lines));
  }

  // Also what a Markdown file could not hold within a line.
  private static boolean isInvisible(int codePoint) {
    return Character.isISOControl(codePoint) || codePoint == 0x2028 || codePoint == 0x2029;
  }

  private static String escape(int codePoint) {
    if (codePoint == '\'' || codePoint == '\\') {
      return "\\" + (char) codePoint;
    }
    return isInvisible(codePoint)
        ? String.format(Locale.ROOT, "\\u%04x", codePoint)
        : Character.toString(codePoint);
  }
}
