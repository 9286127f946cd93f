package io.github.pgbackrest2nix.rule.stanza;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.model.Stanza.PostgreSql;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reports stanzas that cannot both be right about their cluster. */
public final class ClusterIdentityClash implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo("cluster-identity-clash", Severity.ERROR, "two stanzas for one cluster");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    List<Stanza> all = context.description().stanzas();
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      for (Stanza earlier : all.subList(0, i)) {
        clash(earlier, all.get(i)).ifPresent(findings::add);
      }
    }
    return findings;
  }

  private static Optional<Finding> clash(Stanza earlier, Stanza stanza) {
    PostgreSql one = earlier.postgresql();
    PostgreSql other = stanza.postgresql();
    if (one.dataDir().equals(other.dataDir())) {
      return Optional.of(finding(earlier, stanza, "dataDir", "data directory " + other.dataDir()));
    }
    if (one.port() == other.port() && one.socketDir().equals(other.socketDir())) {
      return Optional.of(finding(earlier, stanza, "port", "port " + other.port()));
    }
    return Optional.empty();
  }

  private static Finding finding(Stanza earlier, Stanza stanza, String key, String what) {
    return Finding.atValue(
            stanza.postgresql().at().child(key),
            "\"%s\" and \"%s\" name the same %s; one of them would back up the wrong cluster"
                .formatted(earlier.name(), stanza.name(), what))
        .help("give each stanza the %s of its own cluster".formatted(key))
        .see(earlier.postgresql().at(), "the cluster of \"%s\" is here".formatted(earlier.name()));
  }
}
