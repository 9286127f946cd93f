package io.github.pgbackrest2nix.rule.setting;

import io.github.pgbackrest2nix.model.Settings.Setting;
import io.github.pgbackrest2nix.option.OptionCatalog;
import io.github.pgbackrest2nix.option.OptionSection;
import io.github.pgbackrest2nix.option.OptionSpec;
import io.github.pgbackrest2nix.rule.RuleContext;
import io.github.pgbackrest2nix.rule.setting.OptionUse.Kind;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds out which option a name under settings means. */
final class OptionNames {
  private static final Pattern GROUPED = Pattern.compile("(repo|pg)(\\d*)-(.+)");

  private final RuleContext context;
  private final OptionCatalog options;

  OptionNames(RuleContext context) {
    this.context = context;
    this.options = context.options();
  }

  OptionUse resolve(SettingPlace place, Setting setting) {
    Optional<String> name = name(place, setting.name());
    Optional<String> renamed = name.isPresent() ? Optional.empty() : renamed(place, setting.name());
    Optional<OptionSpec> spec =
        name.or(() -> renamed)
            .flatMap(
                each ->
                    options.find(each, context.release()).or(() -> options.findInAnyRelease(each)));
    Kind kind =
        spec.map(each -> kind(place, setting.name(), each, renamed.isPresent()))
            .orElse(Kind.UNKNOWN);
    return new OptionUse(place, setting, kind, spec);
  }

  private Kind kind(SettingPlace place, String written, OptionSpec spec, boolean renamed) {
    if (spec.secret() && OwnKeys.find(spec.name()).isEmpty()) {
      return Kind.SECRET;
    }
    if (options.find(spec.name(), context.release()).isEmpty()) {
      return Kind.NOT_IN_RELEASE;
    }
    if (spec.section() == OptionSection.COMMAND_LINE) {
      return Kind.COMMAND_LINE_ONLY;
    }
    if (OwnKeys.find(spec.name()).isPresent()) {
      return Kind.SAID_ELSEWHERE;
    }
    if (!belongs(place, spec)) {
      return Kind.MISPLACED;
    }
    if (renamed || spec.old()) {
      return Kind.OLD_NAME;
    }
    return isPrefixed(place, written) ? Kind.PREFIXED : Kind.ORDINARY;
  }

  private static boolean belongs(SettingPlace place, OptionSpec spec) {
    boolean ofRepository = spec.group().filter("repo"::equals).isPresent();
    boolean ofStanza = spec.group().isPresent() || spec.section() == OptionSection.STANZA;
    if (ofRepository || place.repository().isPresent()) {
      return ofRepository && place.repository().isPresent();
    }
    return !ofStanza || place.stanza().isPresent();
  }

  private static boolean isPrefixed(SettingPlace place, String written) {
    Matcher matcher = GROUPED.matcher(written);
    return matcher.matches() && (place.repository().isPresent() || !matcher.group(2).isEmpty());
  }

  /** Finds the name in the catalogue, of any release. */
  private Optional<String> name(SettingPlace place, String written) {
    Matcher matcher = GROUPED.matcher(written);
    Stream<String> grouped =
        matcher.matches() ? Stream.of(matcher.group(1) + "-" + matcher.group(3)) : Stream.of();
    return Stream.of(inRepository(place, "repo-" + written), grouped, Stream.of(written))
        .flatMap(each -> each)
        .filter(options::has)
        .findFirst();
  }

  private Optional<String> renamed(SettingPlace place, String written) {
    return Stream.of(
            inRepository(place, "repo-" + written),
            inRepository(place, "repo?-" + written),
            Stream.of(written, written.replaceFirst("^(repo|db)\\d+-", "$1?-")))
        .flatMap(each -> each)
        .flatMap(each -> options.findRenamed(each).stream())
        .findFirst();
  }

  private static Stream<String> inRepository(SettingPlace place, String name) {
    return place.repository().isPresent() ? Stream.of(name) : Stream.of();
  }
}
