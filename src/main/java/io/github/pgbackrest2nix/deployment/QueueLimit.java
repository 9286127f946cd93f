package io.github.pgbackrest2nix.deployment;

import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Stanza;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much WAL may wait before pgBackRest drops it; without a setting it never does. */
final class QueueLimit {
  private static final CommandOption OPTION =
      new CommandOption("archive-push", "archive-push-queue-max");
  private static final String UNITS = "kmgtp";
  private static final int KIBI_BITS = 10;

  // pgBackRest counts in steps of 1024, however the unit is spelled.
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,15})(?:([kmgtp])(?:i?b)?|b)?");

  private QueueLimit() {}

  /** Finds the limit in bytes; the stanza's own setting wins, and that of the command. */
  static Optional<Long> of(Description description, Stanza stanza) {
    return OPTION.find(description, stanza).flatMap(QueueLimit::bytes);
  }

  private static Optional<Long> bytes(String size) {
    Matcher matcher = SIZE.matcher(size.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String unit = matcher.group(2);
    int bits = unit == null ? 0 : KIBI_BITS * (UNITS.indexOf(unit) + 1);
    long number = Long.parseLong(matcher.group(1));
    return number > Long.MAX_VALUE >> bits ? Optional.empty() : Optional.of(number << bits);
  }
}
