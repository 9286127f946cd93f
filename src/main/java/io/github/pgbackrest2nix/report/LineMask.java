package io.github.pgbackrest2nix.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks the values of a text that could not be parsed. What belongs to a key is uncertain then, so
 * everything behind it goes, up to the next line that starts a key no deeper than the key's line.
 */
final class LineMask {
  private static final Pattern KEY =
      Pattern.compile("[\\s-]{0,64}[\"']?[\\w./-]{1,128}[\"']?\\s{0,8}:");

  private LineMask() {}

  static List<String> mask(List<String> lines) {
    List<String> masked = new ArrayList<>();
    int secretIndent = Integer.MAX_VALUE;
    for (String line : lines) {
      boolean startsKey = KEY.matcher(line).lookingAt() && indent(line) <= secretIndent;
      boolean inSecret = secretIndent != Integer.MAX_VALUE && !startsKey;
      Matcher secret = SecretKeys.IN_TEXT.matcher(line);
      if (inSecret) {
        masked.add(hide(line, 0));
      } else if (secret.find()) {
        secretIndent = indent(line);
        masked.add(hide(line, secret.end()));
      } else {
        secretIndent = Integer.MAX_VALUE;
        masked.add(line);
      }
    }
    return masked;
  }

  private static int indent(String line) {
    int indent = 0;
    while (indent < line.length() && line.charAt(indent) == ' ') {
      indent++;
    }
    return indent;
  }

  private static String hide(String line, int from) {
    StringBuilder hidden = new StringBuilder(line.substring(0, from));
    line.substring(from)
        .codePoints()
        .forEach(point -> hidden.append(Character.isWhitespace(point) ? ' ' : '*'));
    return hidden.toString();
  }
}
