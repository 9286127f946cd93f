package io.github.pgbackrest2nix.nix;

import io.github.pgbackrest2nix.nix.NixExpr.Interpolation;
import io.github.pgbackrest2nix.nix.NixExpr.Literal;
import io.github.pgbackrest2nix.nix.NixExpr.Part;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** How text is spelled inside of Nix strings and attribute names. */
final class NixStrings {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_'-]*");
  private static final Set<String> KEYWORDS =
      Set.of("assert", "else", "if", "in", "inherit", "let", "or", "rec", "then", "with");

  // Two full lines at least, one of them not indented (Nix strips what all have in common), no
  // blank
  // at the end of a line, which nobody would see.
  private static final Pattern READABLE_AS_LINES =
      Pattern.compile("(?s)(?!.*[ ]\n)(?:[^\n]*\n){2,}+(?<=\n)");
  private static final Pattern FLUSH_LINE = Pattern.compile("(?m)^[^ \n]");

  private NixStrings() {}

  /** Throws if no Nix string can hold the text; a description that has such text is refused. */
  static void requireSpellable(String text) {
    boolean nul = text.indexOf('\0') >= 0;
    boolean unpaired = text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    if (nul || unpaired) {
      throw new IllegalArgumentException("text with U+0000 or an unpaired surrogate");
    }
  }

  /** Returns the attribute name as written in a binding, quoted only if it must be. */
  static String name(String name) {
    return IDENTIFIER.matcher(name).matches() && !KEYWORDS.contains(name)
        ? name
        : quoted(List.of(new Literal(name)));
  }

  /** Returns the string between double quotes, on one line. */
  static String quoted(List<Part> parts) {
    return '"' + spell(parts, NixStrings::escapeQuoted) + '"';
  }

  /**
   * Returns the lines between a pair of {@code ''}, not indented; only for strings that {@link
   * #fitsLines}.
   */
  static List<String> lines(List<Part> parts) {
    return spell(parts, NixStrings::escapeLines).lines().toList();
  }

  /**
   * Returns whether the string is better read, and can be written, between a pair of {@code ''}.
   */
  static boolean fitsLines(List<Part> parts) {
    String text = parts.stream().map(part -> part.match(Literal::text, i -> "x")).collect(joined());
    // After an apostrophe the escape ''$ would be read as ''' and an interpolation.
    boolean ambiguous =
        parts.stream()
            .map(part -> part.match(Literal::text, i -> ""))
            .anyMatch(t -> t.contains("'${") || t.endsWith("'") || t.endsWith("$"));
    return !ambiguous
        && READABLE_AS_LINES.matcher(text).matches()
        && FLUSH_LINE.matcher(text).find()
        && text.chars().noneMatch(c -> c != '\n' && Character.isISOControl(c));
  }

  private static String spell(List<Part> parts, UnaryOperator<String> escape) {
    return parts.stream()
        .map(part -> part.match(l -> escape.apply(l.text()), NixStrings::interpolation))
        .collect(joined());
  }

  private static String interpolation(Interpolation interpolation) {
    return "${" + interpolation.code().code() + "}";
  }

  private static String escapeLines(String text) {
    return text.replace("''", "'''").replace("${", "''${");
  }

  private static String escapeQuoted(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        // Nix turns a bare carriage return into a line feed.
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '$' -> out.append(opensInterpolation(text, i) ? "\\$" : "$");
        // Nix has no escapes for other control characters; it takes them as they are.
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  // At the end of a part another part may follow, and "$${x}" would not be an interpolation.
  private static boolean opensInterpolation(String text, int dollar) {
    return dollar + 1 == text.length() || text.charAt(dollar + 1) == '{';
  }

  private static Collector<CharSequence, ?, String> joined() {
    return Collectors.joining();
  }
}
