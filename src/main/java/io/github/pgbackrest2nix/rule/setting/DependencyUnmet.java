package io.github.pgbackrest2nix.rule.setting;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.option.OptionDependency;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import io.github.pgbackrest2nix.rule.setting.OptionUse.Kind;
import java.util.List;

/** Reports options whose condition does not hold where they stand. */
public final class DependencyUnmet implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "dependency-unmet", Severity.WARNING, "an option that pgBackRest silently drops");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    EffectiveOptions effective = new EffectiveOptions(context);
    return OptionUse.of(context, Kind.ORDINARY).stream()
        .filter(use -> !effective.keeps(use.meant(), use.place()))
        .filter(use -> isCertain(effective, use))
        .map(use -> finding(effective, use))
        .toList();
  }

  /** Under settings for all, another place may yet meet the condition for itself. */
  private static boolean isCertain(EffectiveOptions effective, OptionUse use) {
    return use.place().repository().isPresent()
        || !effective.saidElsewhere(dependency(use).option(), use.place());
  }

  private static Finding finding(EffectiveOptions effective, OptionUse use) {
    OptionDependency dependency = dependency(use);
    String actual =
        effective
            .find(dependency.option(), use.place())
            .map(value -> "is \"" + value + "\"")
            .orElse("is not set");
    return Finding.atKey(
            use.setting().at(),
            "pgBackRest silently drops \"%s\", as \"%s\" %s"
                .formatted(use.meant().name(), dependency.option(), actual))
        .help(
            dependency.values().isEmpty()
                ? "it needs %s; otherwise leave it out".formatted(dependency.option())
                : "it needs %s to be %s; otherwise leave it out"
                    .formatted(dependency.option(), String.join(" or ", dependency.values())));
  }

  private static OptionDependency dependency(OptionUse use) {
    return use.meant().dependency().orElseThrow();
  }
}
