package io.github.pgbackrest2nix.model;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of pgBackRest, such as 2.58 or 2.59.3. Without a patch level it compares as the first
 * version of its release: 2.59 as 2.59.0.
 *
 * @param major first number
 * @param minor second number
 * @param patch third number, where one is written
 */
public record PgBackRestVersion(int major, int minor, Optional<Integer> patch)
    implements Comparable<PgBackRestVersion> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})(?:\\.(\\d{1,3}))?");

  public PgBackRestVersion(int major, int minor) {
    this(major, minor, Optional.empty());
  }

  /** Returns the version that the text names, or nothing where it is not one. */
  public static Optional<PgBackRestVersion> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new PgBackRestVersion(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            Optional.ofNullable(matcher.group(3)).map(Integer::parseInt)));
  }

  /** Returns the version that a text of our own names; anything else is a bug. */
  public static PgBackRestVersion require(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("no version: " + text));
  }

  /** Returns the release of this version, without its patch level: options change with releases. */
  public PgBackRestVersion release() {
    return patch.isEmpty() ? this : new PgBackRestVersion(major, minor);
  }

  @Override
  public int compareTo(PgBackRestVersion other) {
    return Comparator.comparingInt(PgBackRestVersion::major)
        .thenComparingInt(PgBackRestVersion::minor)
        .thenComparingInt(version -> version.patch().orElse(0))
        .compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + patch.map(number -> "." + number).orElse("");
  }
}
