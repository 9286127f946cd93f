package io.github.pgbackrest2nix.report;

import io.github.pgbackrest2nix.secret.SecretNames;
import io.github.pgbackrest2nix.secret.SecretTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Masks the values of a text that could not be parsed. What belongs to a key is uncertain then, so
 * everything behind it goes, up to the next line that starts a key no deeper than the key's line.
 */
final class LineMask {
  private static final Pattern KEY =
      Pattern.compile("[\\s-]{0,64}[\"']?[\\w./-]{1,128}[\"']?\\s{0,8}:");

  private static final Pattern END_OF_PRIVATE_KEY = Pattern.compile("-----END ");

  private LineMask() {}

  static List<String> mask(List<String> lines) {
    List<String> masked = new ArrayList<>();
    int secretIndent = Integer.MAX_VALUE;
    boolean inPrivateKey = false;
    for (String line : lines) {
      boolean startsKey = KEY.matcher(line).lookingAt() && indent(line) <= secretIndent;
      boolean inSecret = secretIndent != Integer.MAX_VALUE && !startsKey;
      OptionalInt secret = SecretNames.findValue(line);
      inPrivateKey |= SecretTexts.isPrivateKey(line);
      if (inSecret || inPrivateKey) {
        masked.add(hide(line, 0));
        inPrivateKey &= !END_OF_PRIVATE_KEY.matcher(line).find();
      } else if (secret.isPresent()) {
        secretIndent = indent(line);
        masked.add(hide(line, secret.getAsInt()));
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
    return line.substring(0, from) + SecretTexts.hidden(line.substring(from));
  }
}
