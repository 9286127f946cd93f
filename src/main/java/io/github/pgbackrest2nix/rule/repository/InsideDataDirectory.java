package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import io.github.pgbackrest2nix.rule.repository.HostPlace.Use;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reports spools and metrics inside the data directory of a cluster. */
public final class InsideDataDirectory implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "inside-data-directory", Severity.ERROR, "a file of ours inside a data directory");

  private static final Set<Use> INSIDE_BY_MISTAKE = EnumSet.of(Use.SPOOL, Use.METRICS, Use.DRILL);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    Description description = context.description();
    return HostPlace.of(description).stream()
        .filter(place -> INSIDE_BY_MISTAKE.contains(place.use()))
        .flatMap(
            place -> description.stanzas().stream().flatMap(each -> finding(place, each).stream()))
        .toList();
  }

  private static Optional<Finding> finding(HostPlace place, Stanza stanza) {
    String dataDir = stanza.postgresql().dataDir();
    if (!Paths.within(place.path(), dataDir)) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.atValue(
                place.at(),
                "\"%s\" is inside the data directory \"%s\": it becomes part of each backup, and a restore removes it"
                    .formatted(place.path(), dataDir))
            .help("put it elsewhere, or leave it out for the default")
            .see(
                stanza.postgresql().at(),
                "the cluster of \"%s\" is here".formatted(stanza.name())));
  }
}
