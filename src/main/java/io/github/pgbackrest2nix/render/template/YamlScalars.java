package io.github.pgbackrest2nix.render.template;

import java.util.Locale;

/**
 * How text is spelled in YAML: as a JSON string, so that no parser, of YAML 1.1 or 1.2, can take it
 * for anything else.
 */
final class YamlScalars {
  private YamlScalars() {}

  /** Returns the text between double quotes, on one line. */
  static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints().forEach(codePoint -> appendEscaped(out, codePoint));
    return out.append('"').toString();
  }

  /** Returns the text between single quotes if it holds double quotes and nothing to escape. */
  static String quoteSparingly(String text) {
    return text.indexOf('"') >= 0 && text.codePoints().allMatch(YamlScalars::isPrintable)
        ? "'" + text.replace("'", "''") + "'"
        : quote(text);
  }

  private static void appendEscaped(StringBuilder out, int codePoint) {
    switch (codePoint) {
      case '"', '\\' -> out.append('\\').appendCodePoint(codePoint);
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (isPrintable(codePoint)) {
          // Also beyond U+FFFF: a pair of escapes, as JSON has it, is refused by Go's YAML.
          out.appendCodePoint(codePoint);
        } else {
          out.append(String.format(Locale.ROOT, "\\u%04x", codePoint));
        }
      }
    }
  }

  // YAML's "c-printable" without the breaks and marks that parsers treat differently.
  private static boolean isPrintable(int codePoint) {
    if (codePoint >= 0xD800 && codePoint <= 0xDFFF) {
      throw new IllegalArgumentException("text with an unpaired surrogate");
    }
    return !Character.isISOControl(codePoint)
        && codePoint != 0x2028
        && codePoint != 0x2029
        && codePoint != 0xFEFF
        && codePoint != 0xFFFE
        && codePoint != 0xFFFF;
  }
}
