package io.github.pgbackrest2nix.cli;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose module lies in a directory.
 *
 * @param host the description's own name for it
 * @param file name of the description, without control characters
 */
record OutputOwner(String host, String file) {
  private static final Pattern LINE = Pattern.compile("# host (\\S+), from (.*)");

  /** Finds the owner in a line whose characters are the bytes of UTF-8. */
  static Optional<OutputOwner> parse(String bytes) {
    byte[] utf8 = bytes.getBytes(StandardCharsets.ISO_8859_1);
    Matcher matcher = LINE.matcher(new String(utf8, StandardCharsets.UTF_8));
    return matcher.matches()
        ? Optional.of(new OutputOwner(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  String line() {
    return "# host " + host + ", from " + file;
  }
}
