package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;

/** Reports endpoints whose path pgBackRest drops. */
public final class EndpointWithPath implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo("endpoint-with-path", Severity.ERROR, "an endpoint with a path");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return Bucket.of(context.description()).stream()
        .filter(bucket -> bucket.path().length() > 1)
        .map(EndpointWithPath::finding)
        .toList();
  }

  private static Finding finding(Bucket bucket) {
    return Finding.atValue(
            bucket.at("endpoint"),
            "pgBackRest drops \"%s\" without a word, and looks for the bucket elsewhere"
                .formatted(bucket.path()))
        .help("write the host alone; what lies within the bucket belongs into path")
        .see(bucket.at("path"), "the path within the bucket is here");
  }
}
