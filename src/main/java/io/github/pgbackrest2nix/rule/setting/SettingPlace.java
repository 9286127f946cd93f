package io.github.pgbackrest2nix.rule.setting;

import io.github.pgbackrest2nix.model.CommandSettings;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Settings;
import io.github.pgbackrest2nix.model.Stanza;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One of the keys that hold options.
 *
 * @param repository whose settings they are
 * @param stanza whose settings they are
 * @param command which they are for, where they are for one alone
 */
record SettingPlace(
    Settings settings,
    Optional<Repository> repository,
    Optional<Stanza> stanza,
    Optional<String> command) {

  /** Returns all places of a description, in a fixed order. */
  static List<SettingPlace> of(Description description) {
    List<SettingPlace> places = new ArrayList<>();
    SettingPlace global = global(description);
    places.add(global);
    description.commandSettings().forEach(each -> places.add(global.forCommand(each)));
    for (Repository repository : description.repositories()) {
      places.add(of(repository));
    }
    for (Stanza stanza : description.stanzas()) {
      SettingPlace place = of(stanza);
      places.add(place);
      stanza.commandSettings().forEach(each -> places.add(place.forCommand(each)));
    }
    return places;
  }

  static SettingPlace global(Description description) {
    return new SettingPlace(
        description.settings(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  static SettingPlace of(Repository repository) {
    return new SettingPlace(
        repository.settings(), Optional.of(repository), Optional.empty(), Optional.empty());
  }

  static SettingPlace of(Stanza stanza) {
    return new SettingPlace(
        stanza.settings(), Optional.empty(), Optional.of(stanza), Optional.empty());
  }

  private SettingPlace forCommand(CommandSettings own) {
    return new SettingPlace(own.settings(), repository, stanza, Optional.of(own.command()));
  }
}
