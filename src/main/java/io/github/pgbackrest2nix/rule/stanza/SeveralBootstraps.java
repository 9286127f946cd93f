package io.github.pgbackrest2nix.rule.stanza;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;

/** Reports stanzas beside the one that can be restored before NixOS starts PostgreSQL. */
public final class SeveralBootstraps implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "several-bootstraps", Severity.ERROR, "more clusters to bootstrap than NixOS starts");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    List<Stanza> all =
        context.description().stanzas().stream().filter(Stanza::bootstrapFromBackup).toList();
    return all.stream().skip(1).map(stanza -> finding(all.get(0), stanza)).toList();
  }

  private static Finding finding(Stanza first, Stanza stanza) {
    return Finding.atValue(
            stanza.at().child("bootstrapFromBackup"),
            "\"%s\" and \"%s\" would both be restored before PostgreSQL starts, and NixOS starts one cluster, that of services.postgresql"
                .formatted(first.name(), stanza.name()))
        .help("keep it for the stanza whose dataDir is services.postgresql.dataDir")
        .see(first.at().child("bootstrapFromBackup"), "the other one is here");
  }
}
