package io.github.pgbackrest2nix.deployment;

import io.github.pgbackrest2nix.model.CommandSettings;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Settings;
import io.github.pgbackrest2nix.model.Stanza;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An option of pgBackRest as one of its commands sees it.
 *
 * @param command such as {@code archive-push}
 * @param name of the option
 */
record CommandOption(String command, String name) {

  /** Finds what the description says; the stanza's own setting wins, and that of the command. */
  Optional<String> find(Description description, Stanza stanza) {
    return values(description, stanza).stream().findFirst();
  }

  /** Returns all values that the same place has, for a list or a hash; empty where none has any. */
  List<String> values(Description description, Stanza stanza) {
    return values(
        Stream.of(
                ofCommand(stanza.commandSettings()),
                Stream.of(stanza.settings()),
                ofCommand(description.commandSettings()),
                Stream.of(description.settings()))
            .flatMap(settings -> settings));
  }

  /** Whether the description says it for this very command. */
  boolean isSetForCommand(Description description, Stanza stanza) {
    return Stream.concat(
            ofCommand(stanza.commandSettings()), ofCommand(description.commandSettings()))
        .anyMatch(settings -> settings.find(name).isPresent());
  }

  /** Finds what the description says for all stanzas. */
  Optional<String> find(Description description) {
    return values(
            Stream.concat(
                ofCommand(description.commandSettings()), Stream.of(description.settings())))
        .stream()
        .findFirst();
  }

  private List<String> values(Stream<Settings> sections) {
    return sections
        .flatMap(settings -> settings.find(name).stream())
        .findFirst()
        .map(Settings.Setting::values)
        .orElse(List.of());
  }

  private Stream<Settings> ofCommand(List<CommandSettings> commands) {
    return commands.stream()
        .filter(each -> each.command().equals(command))
        .map(CommandSettings::settings);
  }
}
