package io.github.pgbackrest2nix.rule.setting;

import io.github.pgbackrest2nix.model.CommandSettings;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Settings;
import io.github.pgbackrest2nix.option.OptionDependency;
import io.github.pgbackrest2nix.option.OptionSection;
import io.github.pgbackrest2nix.option.OptionSpec;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The values that options have at a place, whoever says them. */
final class EffectiveOptions {
  private final RuleContext context;

  EffectiveOptions(RuleContext context) {
    this.context = context;
  }

  /** Finds the value of an option at a place: written there, further out, or the default. */
  Optional<String> find(String option, SettingPlace place) {
    return written(option, place)
        .or(() -> place.repository().flatMap(each -> ownValue(option, each)))
        .or(() -> ownValue(option, place))
        .or(() -> spec(option).flatMap(OptionSpec::defaultValue));
  }

  /** Returns whether pgBackRest keeps an option here, as far as that can be told. */
  boolean keeps(OptionSpec spec, SettingPlace place) {
    if (spec.dependency().isEmpty()) {
      return true;
    }
    OptionDependency dependency = spec.dependency().get();
    Optional<OptionSpec> other = spec(dependency.option());
    // Who calls a command decides on its command line; nobody can tell from the file.
    if (other.isEmpty() || other.get().section() == OptionSection.COMMAND_LINE) {
      return true;
    }
    return keeps(other.get(), place)
        && find(dependency.option(), place).map(dependency::heldBy).orElse(false);
  }

  /** Returns whether settings at another place say something of an option. */
  boolean saidElsewhere(String option, SettingPlace here) {
    return SettingPlace.of(context.description()).stream()
        .filter(place -> !place.settings().at().equals(here.settings().at()))
        .anyMatch(place -> place.settings().find(option).isPresent());
  }

  private Optional<OptionSpec> spec(String option) {
    return context.options().find(option, context.release());
  }

  private Optional<String> written(String option, SettingPlace place) {
    String name =
        place.repository().isPresent() && option.startsWith("repo-")
            ? option.substring("repo-".length())
            : option;
    return sections(place)
        .flatMap(settings -> settings.find(name).stream())
        .flatMap(setting -> setting.values().stream())
        .findFirst();
  }

  /** The sections that hold at a place, the one that wins first. */
  private Stream<Settings> sections(SettingPlace place) {
    Description description = context.description();
    Stream<Settings> ofStanza = place.stanza().stream().map(stanza -> stanza.settings());
    Stream<Settings> ofCommand =
        place.command().stream()
            .flatMap(command -> ofCommand(description.commandSettings(), command));
    return Stream.of(
            Stream.of(place.settings()), ofStanza, ofCommand, Stream.of(description.settings()))
        .flatMap(each -> each);
  }

  private static Stream<Settings> ofCommand(List<CommandSettings> all, String command) {
    return all.stream()
        .filter(each -> each.command().equals(command))
        .map(CommandSettings::settings);
  }

  private static Optional<String> ownValue(String option, SettingPlace place) {
    return switch (option) {
      case "pg-path" -> place.stanza().map(stanza -> stanza.postgresql().dataDir());
      case "archive-async" -> place.stanza().map(stanza -> stanza.archive().async() ? "y" : "n");
      default -> Optional.empty();
    };
  }

  private static Optional<String> ownValue(String option, Repository repository) {
    return switch (option) {
      case "repo-type" -> Optional.of(repository.storage().type());
      case "repo-cipher-type" -> repository.cipher().or(() -> impliedCipher(repository));
      case "repo-s3-key-type", "repo-azure-key-type", "repo-gcs-key-type" ->
          repository.storage().match(new KeyTypes());
      default -> Optional.empty();
    };
  }

  private static Optional<String> impliedCipher(Repository repository) {
    return repository.credentials().stream()
        .filter(each -> each.name().equals("cipherPass"))
        .findFirst()
        .map(each -> "aes-256-cbc");
  }
}
