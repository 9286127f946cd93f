package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;
import java.util.Locale;

/** Reports endpoints in front of which the bucket would stand twice. */
public final class BucketInEndpoint implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo("bucket-in-endpoint", Severity.ERROR, "an endpoint that begins with the bucket");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return Bucket.of(context.description()).stream()
        .filter(BucketInEndpoint::isTwice)
        .map(BucketInEndpoint::finding)
        .toList();
  }

  private static boolean isTwice(Bucket bucket) {
    return bucket.inHostName()
        && bucket.host().startsWith(bucket.storage().bucket().toLowerCase(Locale.ROOT) + ".");
  }

  private static Finding finding(Bucket bucket) {
    return Finding.atValue(
            bucket.at("endpoint"),
            "pgBackRest puts the bucket in front of the endpoint and would connect to \"%s.%s\""
                .formatted(bucket.storage().bucket(), bucket.host()))
        .help("leave the bucket out of the endpoint")
        .see(bucket.at("bucket"), "the bucket is named here");
  }
}
