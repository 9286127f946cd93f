package io.github.pgbackrest2nix.rule.metrics;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.ListenAddress;
import io.github.pgbackrest2nix.model.Metrics;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;

/** Reports metrics that are served to whoever reaches the host. */
public final class MetricsInClear implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "metrics-in-clear", Severity.WARNING, "metrics served to everybody, without TLS");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    Metrics metrics = context.description().metrics();
    return metrics.listen().stream()
        .filter(address -> !address.loopback() && metrics.webConfig().isEmpty())
        .map(address -> finding(metrics, address))
        .toList();
  }

  private static Finding finding(Metrics metrics, ListenAddress address) {
    return Finding.atValue(
            metrics.at().child("listen"),
            "whoever reaches %s can read when backups run, how large they are and whether they fail"
                .formatted(address.text()))
        .help(
            "name a file with TLS and passwords in webConfig, or listen on 127.0.0.1 only; where the"
                + " network is trusted, say so in a comment that ignores this");
  }
}
