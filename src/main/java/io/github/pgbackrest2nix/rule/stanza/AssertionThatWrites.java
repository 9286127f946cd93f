package io.github.pgbackrest2nix.rule.stanza;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Stanza.Assertion;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reports assertions that begin with a command that writes. */
public final class AssertionThatWrites implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "assertion-that-writes",
          Severity.ERROR,
          "an assertion of a restore drill that would have to write");

  private static final Set<String> WRITING =
      Set.of(
          "alter",
          "analyze",
          "cluster",
          "comment",
          "create",
          "delete",
          "drop",
          "grant",
          "insert",
          "merge",
          "refresh",
          "reindex",
          "revoke",
          "truncate",
          "update",
          "vacuum");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return context.description().stanzas().stream()
        .flatMap(stanza -> stanza.drills().stream())
        .flatMap(drill -> drill.assertions().stream())
        .filter(assertion -> WRITING.contains(command(assertion)))
        .map(AssertionThatWrites::finding)
        .toList();
  }

  private static String command(Assertion assertion) {
    return assertion.sql().strip().split("\\W", 2)[0].toLowerCase(Locale.ROOT);
  }

  private static Finding finding(Assertion assertion) {
    return Finding.atValue(
            assertion.at().child("sql"),
            "%s writes, and assertions are run read-only, so the drill would always fail"
                .formatted(command(assertion)))
        .help("write a query, such as \"select count(*) > 0 from accounts\" with expect: true");
  }
}
