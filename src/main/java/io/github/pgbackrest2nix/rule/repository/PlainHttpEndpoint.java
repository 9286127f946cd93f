package io.github.pgbackrest2nix.rule.repository;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.PgBackRestVersion;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;

/** Reports endpoints that are spoken to in clear text. */
public final class PlainHttpEndpoint implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo("plain-http-endpoint", Severity.ERROR, "an endpoint without TLS");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  private static final PgBackRestVersion FIRST = PgBackRestVersion.require("2.58");

  @Override
  public List<Finding> check(RuleContext context) {
    return Bucket.of(context.description()).stream()
        .filter(bucket -> bucket.scheme().equals("http"))
        .map(bucket -> finding(context, bucket))
        .toList();
  }

  private static Finding finding(RuleContext context, Bucket bucket) {
    if (context.release().compareTo(FIRST) < 0) {
      return Finding.atValue(
              bucket.at("endpoint"),
              "pgBackRest %s speaks TLS only and refuses this endpoint; every command for it fails"
                  .formatted(context.release()))
          .help(
              "put a server with a certificate in front of it, or raise target.pgbackrest to 2.58");
    }
    return Finding.atValue(
            bucket.at("endpoint"), "whoever is on the way can read and change the backups")
        .help("use https, with storage-ca-file under settings for a certificate of your own")
        .as(Severity.WARNING);
  }
}
