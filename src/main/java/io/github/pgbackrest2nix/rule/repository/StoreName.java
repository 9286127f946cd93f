package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.Severity;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a bucket or container, and what its store demands of it.
 *
 * @param key that the description has it under
 * @param store what has the name, in words
 * @param longest characters
 * @param characters what it may consist of
 * @param severity error where the store refuses other names, warning where it may not
 */
record StoreName(
    String key, String value, String store, int longest, Characters characters, Severity severity) {
  private static final int SHORTEST = 3;
  private static final Pattern ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");
  private static final Pattern ENDS = Pattern.compile("[a-z0-9].*[a-z0-9]");

  /** What a name may consist of. */
  enum Characters {
    S3("[a-z0-9.-]*", "lower-case letters, digits, dots and hyphens", "..", "xn--|sthree-"),
    GCS("[a-z0-9._-]*", "lower-case letters, digits, dots, hyphens and underscores", "..", "goog"),
    AZURE("[a-z0-9-]*", "lower-case letters, digits and hyphens", "--", "(?!)");

    private final Pattern allowed;
    private final String words;
    private final String twice;
    private final Pattern prefixes;

    Characters(String allowed, String words, String twice, String prefixes) {
      this.allowed = Pattern.compile(allowed);
      this.words = words;
      this.twice = twice;
      this.prefixes = Pattern.compile(prefixes);
    }

    private Optional<String> problem(String name) {
      if (!allowed.matcher(name).matches()) {
        return Optional.of("it consists of " + words);
      }
      if (!ENDS.matcher(name).matches()) {
        return Optional.of("it begins and ends with a letter or digit");
      }
      if (name.contains(twice)) {
        return Optional.of("it has no \"" + twice + "\"");
      }
      if (this != AZURE && ADDRESS.matcher(name).matches()) {
        return Optional.of("it is not an address");
      }
      Matcher prefix = prefixes.matcher(name);
      return prefix.lookingAt()
          ? Optional.of("it does not begin with \"" + prefix.group() + "\"")
          : Optional.empty();
    }
  }

  /** Finds what is wrong with the name, as a rule that it breaks. */
  Optional<String> problem() {
    int length = value.length();
    return length < SHORTEST || length > longest
        ? Optional.of("it has %d to %d characters".formatted(SHORTEST, longest))
        : characters.problem(value);
  }

  String help() {
    return severity == Severity.ERROR
        ? "write the name that the store shows"
        : "write the name that the store shows; some stores that speak S3 do accept other names";
  }
}
