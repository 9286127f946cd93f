package io.github.pgbackrest2nix.rule.stanza;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;

/** Reports an {@code rto} that no restore drill measures. */
public final class RtoWithoutDrill implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "rto-without-drill", Severity.WARNING, "a promised recovery time that nothing measures");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return context.description().stanzas().stream()
        .filter(stanza -> stanza.objectives().rto().isPresent() && stanza.drills().isEmpty())
        .map(
            stanza ->
                Finding.atKey(
                        stanza.objectives().at().child("rto"),
                        "no restore drill of stanza \"%s\" measures how long a restore takes"
                            .formatted(stanza.name()))
                    .help(
                        "declare restoreDrill for a repository, such as { nas: { calendar: \"Sat"
                            + " 09:00\" } }"))
        .toList();
  }
}
