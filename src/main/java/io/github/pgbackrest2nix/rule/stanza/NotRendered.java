package io.github.pgbackrest2nix.rule.stanza;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;

/** Reports what has no effect on the output yet. */
public final class NotRendered implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "not-rendered",
          Severity.NOTE,
          "something that is checked but not rendered by this version");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return context.description().stanzas().stream()
        .filter(stanza -> !stanza.drills().isEmpty())
        .map(
            stanza ->
                Finding.atKey(
                        stanza.at().child("restoreDrill"),
                        "restore drills are checked, but this version renders no units for them")
                    .help("run them by hand until then; the runbook has the commands"))
        .toList();
  }
}
