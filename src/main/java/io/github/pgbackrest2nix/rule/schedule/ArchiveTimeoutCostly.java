package io.github.pgbackrest2nix.rule.schedule;

import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.rule.Finding;
import io.github.pgbackrest2nix.rule.Rule;
import io.github.pgbackrest2nix.rule.RuleContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reports archive timeouts under a minute. */
public final class ArchiveTimeoutCostly implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "archive-timeout-costly",
          Severity.WARNING,
          "so short an archive timeout that the WAL is mostly padding");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  private static final Duration LEAST = Duration.ofMinutes(1);

  @Override
  public List<Finding> check(RuleContext context) {
    return context.description().stanzas().stream()
        .flatMap(stanza -> finding(stanza).stream())
        .toList();
  }

  private static Optional<Finding> finding(Stanza stanza) {
    return stanza
        .archive()
        .timeout()
        .filter(timeout -> !timeout.isZero() && timeout.compareTo(LEAST) < 0)
        .map(Duration::toSeconds)
        .map(
            seconds ->
                Finding.atKey(
                        stanza.archive().at().child("timeout"),
                        "up to %d segments of 16 MiB a day leave a nearly idle server: %d GiB before compression, and as many requests to each repository"
                            .formatted(86_400 / seconds, 86_400 / seconds * 16 / 1024))
                    .help("use 1m or more; what may be lost less than that needs a standby"));
  }
}
