package io.github.pgbackrest2nix.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Texts that generators get wrong; the corpus is {@code nix/strings.txt}. */
public final class HostileStrings {
  private static final Pattern UNICODE_ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

  private HostileStrings() {}

  /** Returns all of them, the longest more than 4 KiB; none has U+0000 or unpaired surrogates. */
  public static List<String> all() {
    try (InputStream stream =
        Objects.requireNonNull(HostileStrings.class.getResourceAsStream("/nix/strings.txt"))) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.startsWith("# "))
          .map(HostileStrings::unescape)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String unescape(String line) {
    StringBuilder out = new StringBuilder();
    int start = 0;
    for (MatchResult match : UNICODE_ESCAPE.matcher(line).results().toList()) {
      boolean escaped = (backslashesBefore(line, match.start()) % 2) == 1;
      if (!escaped) {
        out.append(line.substring(start, match.start()).translateEscapes());
        out.append((char) Integer.parseInt(match.group(1), 16));
        start = match.end();
      }
    }
    return out.append(line.substring(start).translateEscapes()).toString();
  }

  private static int backslashesBefore(String line, int index) {
    int count = 0;
    while (count < index && line.charAt(index - 1 - count) == '\\') {
      count++;
    }
    return count;
  }
}
