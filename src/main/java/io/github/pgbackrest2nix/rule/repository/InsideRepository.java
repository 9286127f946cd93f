package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import io.github.pgbackrest2nix.rule.repository.HostPlace.Use;
import java.util.ArrayList;
import java.util.List;

/** Reports spools and metrics in directories that are pgBackRest's own. */
public final class InsideRepository implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "inside-repository", Severity.ERROR, "a spool or metrics inside what pgBackRest keeps");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  /** What every deployment makes for pgBackRest, besides what is described. */
  private static final List<String> OURS =
      List.of("/run/pgbackrest", "/var/log/pgbackrest", "/var/spool/pgbackrest");

  @Override
  public List<Finding> check(RuleContext context) {
    List<HostPlace> places = HostPlace.of(context.description());
    List<Finding> findings = new ArrayList<>();
    for (HostPlace place : places) {
      List<HostPlace> holders =
          places.stream()
              .filter(other -> isKeptFrom(other.use(), place.use()))
              .filter(other -> Paths.within(place.path(), other.path()))
              .toList();
      holders.forEach(
          other ->
              findings.add(
                  finding(place, other.use() + " \"" + other.path() + "\"")
                      .see(other.at(), other.use() + " is here")));
      if (holders.isEmpty() && place.use() == Use.METRICS) {
        OURS.stream()
            .filter(each -> Paths.within(place.path(), each))
            .forEach(each -> findings.add(finding(place, "pgBackRest's directory " + each)));
      }
    }
    return findings;
  }

  private static boolean isKeptFrom(Use holder, Use use) {
    return switch (use) {
      case METRICS -> holder == Use.REPOSITORY || holder == Use.SPOOL;
      case SPOOL, DRILL -> holder == Use.REPOSITORY;
      default -> false;
    };
  }

  private static Finding finding(HostPlace place, String holder) {
    String harm =
        place.use() == Use.METRICS
            ? "only postgres may read that, and node_exporter finds nothing"
            : "what looks after backups would meet files that are none";
    return Finding.atValue(
            place.at(), "\"%s\" is inside %s: %s".formatted(place.path(), holder, harm))
        .help("put it elsewhere, or leave it out for the default");
  }
}
