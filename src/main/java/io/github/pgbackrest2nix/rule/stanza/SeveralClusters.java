package io.github.pgbackrest2nix.rule.stanza;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;
import java.util.stream.Collectors;

/** Reports stanzas beside the one whose cluster NixOS can run. */
public final class SeveralClusters implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "several-clusters", Severity.NOTE, "clusters that NixOS does not set up for archiving");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    List<Stanza> stanzas = context.description().stanzas();
    if (stanzas.size() < 2) {
      return List.of();
    }
    String names =
        stanzas.stream()
            .map(stanza -> "\"" + stanza.name() + "\"")
            .collect(Collectors.joining(", "));
    return List.of(
        Finding.atKey(
                ConfigPath.of("stanzas"),
                "NixOS runs one PostgreSQL: of %s only the cluster of services.postgresql gets its archive_command from the module, and backups of the others fail without one"
                    .formatted(names))
            .help(
                "set archive_command in the configuration of the others; RUNBOOK.md, Other clusters, has the lines"));
  }
}
