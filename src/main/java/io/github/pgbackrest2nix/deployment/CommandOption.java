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
    return first(
        Stream.of(
                ofCommand(stanza.commandSettings()),
                Stream.of(stanza.settings()),
                ofCommand(description.commandSettings()),
                Stream.of(description.settings()))
            .flatMap(settings -> settings));
  }

  /** Finds what the description says for all stanzas. */
  Optional<String> find(Description description) {
    return first(
        Stream.concat(ofCommand(description.commandSettings()), Stream.of(description.settings())));
  }

  private Optional<String> first(Stream<Settings> sections) {
    return sections
        .flatMap(settings -> settings.find(name).stream())
        .findFirst()
        .flatMap(setting -> setting.values().stream().findFirst());
  }

  private Stream<Settings> ofCommand(List<CommandSettings> commands) {
    return commands.stream()
        .filter(each -> each.command().equals(command))
        .map(CommandSettings::settings);
  }
}
