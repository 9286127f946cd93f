package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;
import java.util.regex.Pattern;

/** Reports endpoints that have no names for their buckets. */
public final class EndpointNeedsPathStyle implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "endpoint-needs-path-style",
          Severity.ERROR,
          "an endpoint that the bucket cannot be put in front of");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  private static final Pattern ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+|\\[.*");
  private static final Pattern PRIVATE =
      Pattern.compile(
          "(?:minio|garage|s3proxy|ceph|rgw)\\..*|.*\\.(?:local|lan|internal|home\\.arpa)");

  @Override
  public List<Finding> check(RuleContext context) {
    return Bucket.of(context.description()).stream()
        .filter(bucket -> bucket.inHostName() && (isNoDomain(bucket) || isPrivate(bucket)))
        .map(EndpointNeedsPathStyle::finding)
        .toList();
  }

  private static boolean isNoDomain(Bucket bucket) {
    return ADDRESS.matcher(bucket.host()).matches() || !bucket.host().contains(".");
  }

  private static boolean isPrivate(Bucket bucket) {
    return PRIVATE.matcher(bucket.host()).matches();
  }

  private static Finding finding(Bucket bucket) {
    Finding finding =
        Finding.atValue(
                bucket.at("endpoint"),
                "without uriStyle: path, pgBackRest connects to \"%s.%s\", %s"
                    .formatted(
                        bucket.storage().bucket(),
                        bucket.host(),
                        isNoDomain(bucket)
                            ? "which is no host"
                            : "which such a server seldom has a name and a certificate for"))
            .help("write uriStyle: path");
    return isNoDomain(bucket) ? finding : finding.as(Severity.WARNING);
  }
}
