package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.PgBackRestVersion;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;

/** Reports buckets with dots in their names whose host names no certificate covers. */
public final class BucketNameWithDots implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "bucket-name-with-dots",
          Severity.ERROR,
          "a bucket whose name cannot be in a certificate");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  private static final PgBackRestVersion FIRST_WITH_PATHS = PgBackRestVersion.require("2.58");

  @Override
  public List<Finding> check(RuleContext context) {
    return Bucket.of(context.description()).stream()
        .filter(bucket -> isRefused(context, bucket))
        .map(bucket -> finding(context, bucket))
        .toList();
  }

  private static boolean isRefused(RuleContext context, Bucket bucket) {
    return bucket.storage().bucket().contains(".")
        && bucket.verified()
        && (bucket.inHostName() || !pathsHelp(context));
  }

  /** Older releases refuse such a bucket whatever the style; 2.45 does. */
  private static boolean pathsHelp(RuleContext context) {
    return context.release().compareTo(FIRST_WITH_PATHS) >= 0;
  }

  private static Finding finding(RuleContext context, Bucket bucket) {
    return Finding.atValue(
            bucket.at("bucket"),
            "\"%s\" has dots, and no certificate is valid for more than one label before the endpoint; pgBackRest refuses to run"
                .formatted(bucket.storage().bucket()))
        .help(
            pathsHelp(context)
                ? "write uriStyle: path, or use a bucket without dots"
                : "use a bucket without dots; uriStyle: path helps from pgBackRest 2.58 on");
  }
}
