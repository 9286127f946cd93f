package io.github.pgbackrest2nix.rule.stanza;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reports jobs and stanzas whose systemd units would replace each other. */
public final class UnitNameClash implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo("unit-name-clash", Severity.ERROR, "two units with the same name");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    Map<String, UnitName> first = new HashMap<>();
    List<Finding> findings = new ArrayList<>();
    Set<ConfigPath> reported = new HashSet<>();
    for (UnitName unit : UnitName.of(context.description())) {
      UnitName other = first.putIfAbsent(unit.name(), unit);
      if (other != null && reported.add(unit.at())) {
        findings.add(
            Finding.atKey(
                    unit.at(),
                    "the unit %s.service would stand for two things".formatted(unit.name()))
                .help("rename the job, or give the stanza a unitPrefix of its own")
                .see(other.at(), "the other one comes from here"));
      }
    }
    return findings;
  }
}
