package io.github.pgbackrest2nix.rule.setting;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.PgBackRestVersion;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import io.github.pgbackrest2nix.rule.setting.OptionUse.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reports options and values of other releases, which pgBackRest ignores or refuses. */
public final class OptionNotInVersion implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "option-not-in-version",
          Severity.ERROR,
          "an option or value that the target release of pgBackRest does not have");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    Stream<Finding> names =
        OptionUse.of(context, Kind.NOT_IN_RELEASE).stream().map(use -> name(context, use));
    Stream<Finding> values =
        OptionUse.of(context, Kind.ORDINARY).stream().flatMap(use -> values(context, use));
    Stream<Finding> own =
        context.description().repositories().stream().flatMap(each -> own(context, each));
    return Stream.of(names, values, own).flatMap(each -> each).toList();
  }

  private static Finding name(RuleContext context, OptionUse use) {
    String option = use.meant().name();
    PgBackRestVersion first = context.options().findFirstRelease(option).orElseThrow();
    String message =
        "pgBackRest %s has no option \"%s\"; it would warn and go on without it"
            .formatted(context.release(), option);
    Finding finding = Finding.atKey(use.setting().at(), message);
    return first.compareTo(context.release()) > 0
        ? finding.help(
            "it came with pgBackRest %s; leave it out or raise target.pgbackrest".formatted(first))
        : finding.help("leave it out; later releases dropped it");
  }

  private static Stream<Finding> values(RuleContext context, OptionUse use) {
    return use.setting().values().stream()
        .flatMap(value -> value(context, use.meant().name(), value, use.setting().at()));
  }

  /** What the description's own keys say goes into options with lists of values, too. */
  private static Stream<Finding> own(RuleContext context, Repository repository) {
    String type = repository.storage().type();
    String keyType = repository.storage().match(new KeyTypes()).orElse("");
    return Stream.concat(
        value(context, "repo-type", type, repository.at().child("type")),
        value(
            context,
            "repo-" + type + "-key-type",
            keyType,
            repository.at().child("credentials", "keyType")));
  }

  private static Stream<Finding> value(
      RuleContext context, String option, String value, ConfigPath at) {
    return context.options().find(option, context.release()).stream()
        .flatMap(spec -> Optional.ofNullable(spec.allowed().laterValues().get(value)).stream())
        .map(
            first ->
                Finding.atValue(
                        at,
                        "pgBackRest %s does not take \"%s\" for \"%s\" and refuses to run"
                            .formatted(context.release(), value, option))
                    .help(
                        "it came with pgBackRest %s; use another value or raise target.pgbackrest"
                            .formatted(first)));
  }
}
