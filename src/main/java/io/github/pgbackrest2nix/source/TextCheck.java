package io.github.pgbackrest2nix.source;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be wrong with a text before it is read as YAML: its size and its characters. */
final class TextCheck {
  /** A description of some hundred stanzas takes less; the limit keeps time and memory bounded. */
  static final int MOST_CHARACTERS = 1 << 18;

  private static final int MOST_REPORTED = 20;
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private TextCheck() {}

  static List<Diagnostic> check(SourceText text) {
    if (text.content().length() > MOST_CHARACTERS) {
      return List.of(tooLarge(text));
    }
    List<Diagnostic> found = new ArrayList<>();
    List<String> lines = text.lines();
    for (int line = 0; line < lines.size() && found.size() < MOST_REPORTED; line++) {
      checkLine(text.name(), lines.get(line), line + 1, found);
    }
    return found;
  }

  /** Returns why a scalar may not hold one of its characters, or nothing if it may. */
  static Optional<String> findRefusedInScalar(String value) {
    // A loop: this is done for each key and value.
    for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
      Optional<String> refusal = refusalInScalar(value.codePointAt(i));
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> refusalInScalar(int codePoint) {
    if (codePoint == 0) {
      return Optional.of("U+0000 cannot stand in any configuration file");
    }
    return isSurrogate(codePoint)
        ? Optional.of(hex(codePoint) + " is half a character and cannot be written as UTF-8")
        : Optional.empty();
  }

  private static void checkLine(String file, String line, int number, List<Diagnostic> found) {
    int column = 0;
    for (int i = 0; i < line.length(); i += Character.charCount(line.codePointAt(i))) {
      column++;
      int codePoint = line.codePointAt(i);
      if (!isAllowed(codePoint) && found.size() < MOST_REPORTED) {
        found.add(
            new Diagnostic(
                SourceRules.CONTROL_CHARACTER,
                ConfigPath.ROOT,
                new SourceSpan(file, number, column, number, column + 1),
                "the character " + hex(codePoint) + " is invisible and not allowed in YAML",
                Optional.of("remove it; it often comes from copying out of a terminal or web page"),
                List.of()));
      }
    }
  }

  // YAML 1.2.2 section 5.1, less the byte order mark, which is only allowed at the start.
  private static boolean isAllowed(int codePoint) {
    if (codePoint < 0x20) {
      return codePoint == '\t';
    }
    boolean deleteOrC1 = codePoint >= 0x7F && codePoint < 0xA0 && codePoint != 0x85;
    boolean noCharacter = codePoint == 0xFFFE || codePoint == 0xFFFF;
    return !deleteOrC1 && !noCharacter && !isSurrogate(codePoint) && codePoint != BYTE_ORDER_MARK;
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private static String hex(int codePoint) {
    return String.format(Locale.ROOT, "U+%04X", codePoint);
  }

  private static Diagnostic tooLarge(SourceText text) {
    return new Diagnostic(
        SourceRules.TOO_LARGE,
        ConfigPath.ROOT,
        new SourceSpan(text.name(), 1, 1, 1, 1),
        String.format(
            Locale.ROOT,
            "the file has more than %d characters, and no more are read",
            MOST_CHARACTERS),
        Optional.of("check that this is the description and not, say, a dump or a log"),
        List.of());
  }
}
