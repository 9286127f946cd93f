package io.github.pgbackrest2nix.rule.setting;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.option.OptionSpec;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import io.github.pgbackrest2nix.rule.setting.OptionUse.Kind;
import java.util.List;
import java.util.stream.Stream;

/** Reports values of the wrong type, out of range or not on the list. */
public final class OptionValueNotValid implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo("option-value-not-valid", Severity.ERROR, "a value that pgBackRest refuses");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    EffectiveOptions effective = new EffectiveOptions(context);
    return OptionUse.of(context, Kind.ORDINARY).stream()
        .flatMap(use -> findings(effective, use))
        .toList();
  }

  private static Stream<Finding> findings(EffectiveOptions effective, OptionUse use) {
    OptionSpec spec = use.meant();
    List<String> values = use.setting().values();
    if (values.size() > 1 && !spec.type().repeatable()) {
      return Stream.of(
          Finding.atValue(
                  use.setting().at(),
                  "\"%s\" has %d values; pgBackRest takes one and refuses to run"
                      .formatted(spec.name(), values.size()))
              .help("write one value"));
    }
    String choice =
        spec.dependency().flatMap(each -> effective.find(each.option(), use.place())).orElse("");
    return values.stream()
        .filter(value -> !spec.allowed().laterValues().containsKey(value))
        .flatMap(value -> spec.check(value, choice).stream().map(why -> finding(use, value, why)));
  }

  private static Finding finding(OptionUse use, String value, String why) {
    return Finding.atValue(
            use.setting().at(),
            "\"%s\" cannot be \"%s\"; every command that uses it would fail"
                .formatted(use.meant().name(), value))
        .help(why);
  }
}
