package io.github.pgbackrest2nix.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rules of nixfmt (RFC 166) that can be seen in single lines of a file, and the style of
 * generated modules.
 */
public final class NixLayout {
  private static final int WIDTH = 100;

  private static final Pattern ONE_LINE_SET =
      Pattern.compile("(=|//|\\+\\+) (rec )?\\{ (?![^{}=;]*}:)[^}]");
  private static final Pattern UNSPACED = Pattern.compile("\\{}|\\[]|\\[[^ \\]]|[^ \\[]]");
  private static final Pattern INNER_LIST = Pattern.compile("\\[ ([^\\[\\]]*) ]");
  private static final Pattern HEADER = Pattern.compile("(?:^|[ (])\\{ ([^{}=;]*) }:");
  private static final Pattern INHERIT = Pattern.compile("\\binherit (\\([^)]*\\) )?([^;]*);");
  private static final Pattern ONE_LINE_STRING = Pattern.compile("''(x*)''");
  private static final Pattern WIDE = Pattern.compile("\\[ |\\bif\\b|\\binherit\\b");
  private static final Pattern SHORTCUT = Pattern.compile("\\b(with|rec)\\b");

  private NixLayout() {}

  /** Returns what nixfmt would change, each with the number of its line. */
  public static List<String> check(String text) {
    List<String> problems = new ArrayList<>();
    String[] lines = text.split("\n", -1);
    MaskedNix masked = MaskedNix.of(text);
    int indentation = 0;
    for (int i = 0; i < lines.length - 1; i++) {
      List<String> found = new ArrayList<>();
      String line = lines[i];
      checkBlanks(line, i == 0 ? "" : lines[i - 1], i, found);
      if (!masked.inString().get(i) && !line.isEmpty()) {
        checkIndentation(line, indentation, found);
        checkCode(line, masked.lines().get(i), found);
        indentation = indentationOf(line);
      }
      int number = i + 1;
      found.forEach(problem -> problems.add(number + ": " + problem));
    }
    checkEnd(text, lines.length, problems);
    return problems;
  }

  /** Returns the same, and what is against the style of generated modules. */
  public static List<String> checkModule(String text) {
    List<String> problems = new ArrayList<>(check(text));
    List<String> lines = MaskedNix.of(text).lines();
    for (int i = 0; i < lines.size(); i++) {
      Matcher shortcut = SHORTCUT.matcher(lines.get(i));
      if (shortcut.find()) {
        problems.add((i + 1) + ": \"" + shortcut.group() + "\" hides where names come from");
      }
    }
    return problems;
  }

  private static void checkBlanks(String line, String before, int index, List<String> found) {
    if (line.indexOf('\t') >= 0 || line.indexOf('\r') >= 0) {
      found.add("tab or carriage return");
    }
    if (line.endsWith(" ")) {
      found.add("blank at the end");
    }
    if (line.isEmpty() && before.isEmpty()) {
      found.add(index == 0 ? "empty line at the start" : "two empty lines");
    }
  }

  private static void checkEnd(String text, int lines, List<String> problems) {
    if (!text.endsWith("\n")) {
      problems.add(lines + ": no line feed at the end");
    } else if (text.endsWith("\n\n")) {
      problems.add(lines + ": empty line at the end");
    }
  }

  private static void checkIndentation(String line, int before, List<String> found) {
    int indentation = indentationOf(line);
    if (indentation % 2 != 0 || indentation > before + 2) {
      found.add("indented by " + indentation + " after " + before);
    }
  }

  private static void checkCode(String line, String masked, List<String> found) {
    String code = masked.replaceFirst("##*$", "");
    if (masked.contains("/*")) {
      found.add("comment that does not begin with #");
    }
    if (ONE_LINE_SET.matcher(code).find()) {
      found.add("attribute set on one line");
    }
    if (UNSPACED.matcher(code).find()) {
      found.add("bracket without a blank inside");
    }
    if (INNER_LIST.matcher(code).results().anyMatch(list -> elements(list.group(1)) > 1)) {
      found.add("list of several on one line");
    }
    checkNames(code, found);
    if (ONE_LINE_STRING
        .matcher(code)
        .results()
        .anyMatch(s -> isPlain(line, s.start(1), s.end(1)))) {
      found.add("'' around a plain string");
    }
    int width = line.codePointCount(indentationOf(line), line.length());
    if (width > WIDTH && WIDE.matcher(code).find()) {
      found.add("wider than " + WIDTH);
    }
  }

  private static void checkNames(String code, List<String> found) {
    Matcher header = HEADER.matcher(code);
    if (header.find()) {
      long names =
          Pattern.compile(",")
              .splitAsStream(header.group(1))
              .filter(n -> !n.isBlank() && !n.contains("..."))
              .count();
      if (names > 2) {
        found.add("header of more than two names on one line");
      }
    }
    Matcher inherit = INHERIT.matcher(code);
    if (inherit.find() && elements(inherit.group(2)) > 3) {
      found.add("inherit of more than three names on one line");
    }
  }

  private static boolean isPlain(String line, int start, int end) {
    String content = line.substring(start, end);
    return content.indexOf('"') < 0 && content.indexOf('\\') < 0;
  }

  // Words outside of parentheses and strings; a string may hold blanks but is masked.
  private static int elements(String code) {
    int count = 0;
    int depth = 0;
    boolean inWord = false;
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      depth += c == '(' || c == '{' ? 1 : c == ')' || c == '}' ? -1 : 0;
      boolean word = c != ' ' || depth > 0;
      count += word && !inWord ? 1 : 0;
      inWord = word;
    }
    return count;
  }

  private static int indentationOf(String line) {
    int end = 0;
    while (end < line.length() && line.charAt(end) == ' ') {
      end++;
    }
    return end;
  }
}
