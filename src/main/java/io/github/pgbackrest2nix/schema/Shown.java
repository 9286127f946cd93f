package io.github.pgbackrest2nix.schema;

import io.github.pgbackrest2nix.secret.SecretTexts;

/** The user's text as a message repeats it: on one line and not too long. */
final class Shown {
  private static final int LONGEST = 60;

  private Shown() {}

  static String text(String text) {
    // What is cut off may be what a secret is known by.
    String line = SecretTexts.masked(text.replaceAll("[\\p{Cc}\\u2028\\u2029]", " "));
    return line.codePointCount(0, line.length()) <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST - 3)) + "...";
  }
}
