package io.github.pgbackrest2nix.rule.setting;

import io.github.pgbackrest2nix.model.Settings.Setting;
import io.github.pgbackrest2nix.option.OptionSpec;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;
import java.util.Optional;

/**
 * One option under one of the settings, and the first thing that is to be said of it, so that only
 * one rule speaks.
 *
 * @param spec the option that is meant, as the target release knows it or the last one that has it
 */
record OptionUse(SettingPlace place, Setting setting, Kind kind, Optional<OptionSpec> spec) {

  /** The first thing to be said of an option. */
  enum Kind {
    UNKNOWN,
    SECRET,
    NOT_IN_RELEASE,
    COMMAND_LINE_ONLY,
    MISPLACED,
    SAID_ELSEWHERE,
    PREFIXED,
    OLD_NAME,
    ORDINARY
  }

  /** Returns all options under all settings, in a fixed order. */
  static List<OptionUse> of(RuleContext context) {
    return context.derived(All.class, All::of).uses();
  }

  private static List<OptionUse> resolve(RuleContext context) {
    OptionNames names = new OptionNames(context);
    return SettingPlace.of(context.description()).stream()
        .flatMap(
            place ->
                place.settings().entries().stream().map(setting -> names.resolve(place, setting)))
        .toList();
  }

  static List<OptionUse> of(RuleContext context, Kind kind) {
    return of(context).stream().filter(use -> use.kind() == kind).toList();
  }

  /** Returns the option that is meant; only for kinds other than UNKNOWN. */
  OptionSpec meant() {
    return spec.orElseThrow();
  }

  /** Returns how the option is spelled here, were it spelled rightly. */
  String nameHere() {
    return place.repository().isPresent() ? meant().nameInGroup() : meant().name();
  }

  /** The options of one description, resolved once for all rules. */
  private record All(List<OptionUse> uses) {
    static All of(RuleContext context) {
      return new All(resolve(context));
    }
  }
}
