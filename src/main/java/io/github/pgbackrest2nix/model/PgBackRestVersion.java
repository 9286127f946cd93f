package io.github.pgbackrest2nix.model;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release of pgBackRest, such as 2.58; patch releases do not matter here.
 *
 * @param major first number
 * @param minor second number
 */
public record PgBackRestVersion(int major, int minor) implements Comparable<PgBackRestVersion> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})(?:\\.\\d{1,3})?");

  /** Returns the version that the text spells, or nothing where it is not one. */
  public static Optional<PgBackRestVersion> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new PgBackRestVersion(
            Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))));
  }

  /** Returns the version that a text of our own spells; anything else is a bug. */
  public static PgBackRestVersion require(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("no version: " + text));
  }

  @Override
  public int compareTo(PgBackRestVersion other) {
    return Comparator.comparingInt(PgBackRestVersion::major)
        .thenComparingInt(PgBackRestVersion::minor)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
