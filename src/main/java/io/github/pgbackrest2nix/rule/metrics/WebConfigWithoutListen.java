package io.github.pgbackrest2nix.rule.metrics;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Metrics;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;

/** Reports a web configuration that nothing reads. */
public final class WebConfigWithoutListen implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "web-config-without-listen", Severity.WARNING, "a web configuration of no server");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    Metrics metrics = context.description().metrics();
    return metrics.webConfig().isPresent() && metrics.listen().isEmpty()
        ? List.of(finding(metrics))
        : List.of();
  }

  private static Finding finding(Metrics metrics) {
    return Finding.atKey(
            metrics.at().child("webConfig"),
            "without listen nothing is served, and nothing reads it")
        .help("say where to serve metrics, as in listen: \"127.0.0.1:9854\", or remove webConfig");
  }
}
