package io.github.pgbackrest2nix.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Nix text with the contents of strings and comments blotted out, line by line, so that what is
 * left is code.
 *
 * @param lines each as long as the original; a character of a string is {@code x}, of a comment
 *     {@code #}
 * @param inString for each line, whether it begins inside of a string of several lines
 */
record MaskedNix(List<String> lines, List<Boolean> inString) {
  private enum Mode {
    CODE,
    QUOTED,
    LINES,
    COMMENT
  }

  static MaskedNix of(String text) {
    return new Scanner(text).scan();
  }

  private static final class Scanner {
    private final String text;
    private final StringBuilder out = new StringBuilder();
    private final List<Boolean> inString = new ArrayList<>(List.of(false));
    private final Deque<Mode> modes = new ArrayDeque<>(List.of(Mode.CODE));
    private final Deque<Integer> braces = new ArrayDeque<>(List.of(0));
    private int at;

    Scanner(String text) {
      this.text = text;
    }

    MaskedNix scan() {
      while (at < text.length()) {
        Mode mode = modes.getFirst();
        if (text.charAt(at) == '\n') {
          feed(mode);
        } else if (mode == Mode.CODE) {
          code();
        } else if (mode == Mode.COMMENT) {
          write("#", 1);
        } else {
          string(mode);
        }
      }
      return new MaskedNix(List.of(out.toString().split("\n", -1)), List.copyOf(inString));
    }

    private void feed(Mode mode) {
      if (mode == Mode.COMMENT) {
        modes.pop();
      }
      inString.add(modes.getFirst() == Mode.LINES || modes.getFirst() == Mode.QUOTED);
      write("\n", 1);
    }

    private void code() {
      char c = text.charAt(at);
      if (text.startsWith("''", at)) {
        enter(Mode.LINES, "''");
      } else if (c == '"') {
        enter(Mode.QUOTED, "\"");
      } else if (c == '#') {
        enter(Mode.COMMENT, "#");
      } else if (c == '}' && braces.getFirst() == 0 && modes.size() > 1) {
        modes.pop();
        braces.pop();
        write("x", 1);
      } else {
        int depth = c == '{' ? 1 : c == '}' ? -1 : 0;
        braces.push(braces.pop() + depth);
        write(String.valueOf(c), 1);
      }
    }

    private void string(Mode mode) {
      if (text.startsWith("${", at)) {
        modes.push(Mode.CODE);
        braces.push(0);
        write("xx", 2);
      } else if (mode == Mode.QUOTED && text.charAt(at) == '\\') {
        write("xx", 2);
      } else if (mode == Mode.LINES && isEscape()) {
        write("xxx", 3);
      } else if (text.startsWith("$$", at)) {
        write("xx", 2);
      } else if (mode == Mode.QUOTED && text.charAt(at) == '"') {
        modes.pop();
        write("\"", 1);
      } else if (mode == Mode.LINES && text.startsWith("''", at)) {
        modes.pop();
        write("''", 2);
      } else {
        write("x", 1);
      }
    }

    private boolean isEscape() {
      return text.startsWith("'''", at)
          || text.startsWith("''$", at)
          || text.startsWith("''\\", at);
    }

    private void enter(Mode mode, String mark) {
      modes.push(mode);
      write(mark, mark.length());
    }

    private void write(String masked, int consumed) {
      out.append(masked);
      at += consumed;
    }
  }
}
