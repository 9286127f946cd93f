package io.github.pgbackrest2nix;

import io.github.pgbackrest2nix.change.ChangeRules;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.fleet.FleetCheck;
import io.github.pgbackrest2nix.ignore.IgnoreRules;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleCatalog;
import io.github.pgbackrest2nix.schema.SchemaRules;
import io.github.pgbackrest2nix.source.SourceRules;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Every rule that some stage of {@link Compiler} may report; each has a page. */
public final class RuleIndex {
  private static final List<RuleInfo> ALL =
      Stream.of(
              SourceRules.all().stream(),
              SchemaRules.all().stream(),
              RuleCatalog.all().stream().map(Rule::info),
              FleetCheck.rules().stream(),
              ChangeRules.all().stream(),
              IgnoreRules.all().stream())
          .flatMap(rules -> rules)
          .sorted(Comparator.comparing(RuleInfo::id))
          .toList();

  private RuleIndex() {}

  /** Returns the rules of all stages, by id. */
  public static List<RuleInfo> all() {
    return ALL;
  }
}
