package io.github.pgbackrest2nix.systemd;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How values are spelled in unit files (systemd.syntax(7), systemd.service(5)) so that systemd
 * takes them literally: no specifier, no variable, no second word.
 *
 * <p>No value may hold U+0000, unpaired surrogates or what Unicode calls noncharacters (U+FFFE);
 * methods that say so refuse more, with an {@link IllegalArgumentException}.
 */
public final class UnitSyntax {
  // Letters, digits and marks that no parser of systemd gives a meaning.
  private static final Pattern BARE_WORD = Pattern.compile("[A-Za-z0-9_./:=,@+-]+");

  private UnitSyntax() {}

  /**
   * Returns the value of {@code ExecStart=} and its like: a program, by its absolute path, and its
   * arguments, each exactly as given.
   */
  public static String command(String program, List<String> arguments) {
    return arguments.isEmpty()
        ? program(program)
        : program(program)
            + arguments.stream()
                .map(argument -> " " + argument(argument))
                .collect(Collectors.joining());
  }

  /** Returns the first word of a command line, an absolute path. */
  public static String program(String path) {
    requireAbsolute(path);
    // systemd looks for variables in arguments only.
    return word(path.replace("%", "%%"));
  }

  /** Returns a word of a command line that is not the first. */
  public static String argument(String argument) {
    return word(argument.replace("%", "%%").replace("$", "$$"));
  }

  /**
   * Returns an entry of a list of paths: {@code ReadWritePaths=}, {@code RequiresMountsFor=}.
   *
   * @param path absolute, without control characters: these settings know no escapes for them
   */
  public static String path(String path) {
    requireAbsolute(path);
    return pathWord(path);
  }

  /** Returns an entry of {@code ReadWritePaths=} and its like that may be missing. */
  public static String optionalPath(String path) {
    requireAbsolute(path);
    return pathWord("-" + path);
  }

  /**
   * Returns the value of a setting that holds one path and no list, such as {@code
   * ConditionPathExists=} or the path of {@code LoadCredential=}.
   *
   * @param path absolute, without control characters, not ending in a blank or a backslash: such
   *     settings know neither quotes nor escapes
   */
  public static String singlePath(String path) {
    requireAbsolute(path);
    requirePlain(path);
    return path.replace("%", "%%");
  }

  /**
   * Returns the value of a variable of a unit's environment, which NixOS puts into quotes and
   * escapes: specifiers are all that is left to be taken literally.
   */
  public static String variable(String value) {
    requireUnicode(value);
    return value.replace("%", "%%");
  }

  /** Returns the value of {@code OnCalendar=}; it cannot be anything but plain text. */
  public static String calendar(String expression) {
    requirePlain(expression);
    return expression.replace("%", "%%");
  }

  /**
   * Returns the value of {@code Description=}, for people: breaks and control characters become
   * blanks, for the setting can hold neither.
   */
  public static String description(String text) {
    String line =
        text.codePoints()
            .map(c -> Character.isISOControl(c) ? ' ' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
            .strip();
    // A backslash at the end would swallow the next line.
    String ended = line.endsWith("\\") ? line + "." : line;
    return ended.replace("%", "%%");
  }

  /** Returns a word that systemd unquotes and whose C escapes it reads. */
  private static String word(String text) {
    requireUnicode(text);
    return BARE_WORD.matcher(text).matches() ? text : '"' + escapeC(text) + '"';
  }

  /** Returns a word that systemd unquotes, where a backslash only takes away a meaning. */
  private static String pathWord(String text) {
    requireUnicode(text);
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("path with a control character");
    }
    String doubled = text.replace("%", "%%");
    return BARE_WORD.matcher(text).matches()
        ? doubled
        : '"' + doubled.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String escapeC(String text) {
    return text.codePoints().mapToObj(UnitSyntax::escapeC).collect(Collectors.joining());
  }

  private static String escapeC(int codePoint) {
    return switch (codePoint) {
      case '"', '\\' -> "\\" + (char) codePoint;
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default ->
          Character.isISOControl(codePoint)
              ? String.format(Locale.ROOT, "\\u%04x", codePoint)
              : Character.toString(codePoint);
    };
  }

  private static void requirePlain(String text) {
    requireUnicode(text);
    boolean changed = !text.strip().equals(text) || text.endsWith("\\");
    if (changed || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("no plain value of a unit file: " + text);
    }
  }

  private static void requireAbsolute(String path) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("not an absolute path: " + path);
    }
  }

  static void requireUnicode(String text) {
    if (text.codePoints().anyMatch(c -> c == 0 || isNoCharacter(c))) {
      throw new IllegalArgumentException("text that systemd does not take for UTF-8");
    }
  }

  // Surrogates, and the code points that Unicode will never assign.
  private static boolean isNoCharacter(int codePoint) {
    return (codePoint >= 0xD800 && codePoint <= 0xDFFF)
        || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF)
        || (codePoint & 0xFFFE) == 0xFFFE;
  }
}
