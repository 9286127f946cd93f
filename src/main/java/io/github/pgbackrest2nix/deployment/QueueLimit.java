package io.github.pgbackrest2nix.deployment;

import io.github.pgbackrest2nix.model.CommandSettings;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Settings;
import io.github.pgbackrest2nix.model.Stanza;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How much WAL may wait before pgBackRest drops it; without a setting it never does. */
final class QueueLimit {
  private static final String OPTION = "archive-push-queue-max";
  private static final String COMMAND = "archive-push";
  private static final String UNITS = "kmgtp";
  private static final int KIBI_BITS = 10;

  // pgBackRest counts in steps of 1024, however the unit is spelled.
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,15})(?:([kmgtp])(?:i?b)?|b)?");

  private QueueLimit() {}

  /** Finds the limit in bytes; the stanza's own setting wins, and that of the command. */
  static Optional<Long> of(Description description, Stanza stanza) {
    return Stream.of(
            ofCommand(stanza.commandSettings()),
            Stream.of(stanza.settings()),
            ofCommand(description.commandSettings()),
            Stream.of(description.settings()))
        .flatMap(settings -> settings)
        .flatMap(settings -> settings.find(OPTION).stream())
        .findFirst()
        .filter(setting -> !setting.values().isEmpty())
        .flatMap(setting -> bytes(setting.values().get(0)));
  }

  private static Stream<Settings> ofCommand(List<CommandSettings> commands) {
    return commands.stream()
        .filter(each -> each.command().equals(COMMAND))
        .map(CommandSettings::settings);
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
