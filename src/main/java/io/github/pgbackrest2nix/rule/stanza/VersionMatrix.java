package io.github.pgbackrest2nix.rule.stanza;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.PgBackRestVersion;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.option.OptionCatalog;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reports clusters that are too new for the target release. */
public final class VersionMatrix implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "version-matrix",
          Severity.ERROR,
          "a PostgreSQL that the target release of pgBackRest does not know");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  /** The first release of pgBackRest for each major version of PostgreSQL since 16. */
  private static final SortedMap<Integer, PgBackRestVersion> FIRST =
      new TreeMap<>(
          Map.of(
              16, PgBackRestVersion.require("2.46"),
              17, PgBackRestVersion.require("2.53"),
              18, PgBackRestVersion.require("2.55"),
              19, PgBackRestVersion.require("2.59")));

  @Override
  public List<Finding> check(RuleContext context) {
    return context.description().stanzas().stream()
        .flatMap(stanza -> finding(context.release(), stanza))
        .toList();
  }

  private static Stream<Finding> finding(PgBackRestVersion release, Stanza stanza) {
    int major = stanza.postgresql().version();
    boolean unheardOf =
        major > FIRST.lastKey() && release.release().compareTo(OptionCatalog.LATEST) <= 0;
    Optional<PgBackRestVersion> first = Optional.ofNullable(FIRST.get(major));
    if (!unheardOf && first.filter(each -> each.compareTo(release) > 0).isEmpty()) {
      return Stream.of();
    }
    return Stream.of(
        Finding.atValue(
                stanza.postgresql().at().child("version"),
                "pgBackRest %s does not know PostgreSQL %d; every backup would fail"
                    .formatted(release, major))
            .help(
                first
                    .map("raise target.pgbackrest to %s or later"::formatted)
                    .orElse(
                        "check the version; %d is the latest known one"
                            .formatted(FIRST.lastKey()))));
  }
}
