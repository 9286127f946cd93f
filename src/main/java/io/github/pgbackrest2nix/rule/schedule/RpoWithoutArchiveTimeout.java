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
import java.util.stream.Stream;

/** Reports stanzas whose WAL leaves the host later than promised. */
public final class RpoWithoutArchiveTimeout implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "rpo-without-archive-timeout",
          Severity.ERROR,
          "WAL that stays on the host for longer than may be lost");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(RuleContext context) {
    return context.description().stanzas().stream()
        .flatMap(RpoWithoutArchiveTimeout::check)
        .toList();
  }

  private static Stream<Finding> check(Stanza stanza) {
    Optional<Duration> rpo = stanza.objectives().rpo();
    // 0 switches it off in PostgreSQL.
    Optional<Duration> timeout = stanza.archive().timeout().filter(each -> !each.isZero());
    if (rpo.isEmpty() || timeout.filter(each -> each.compareTo(rpo.get()) <= 0).isPresent()) {
      return Stream.empty();
    }
    String why =
        timeout.isPresent()
            ? "an unfinished WAL segment waits %d seconds for its archiving, %d may be lost"
                .formatted(timeout.get().toSeconds(), rpo.get().toSeconds())
            : "an unfinished WAL segment of an idle server is never archived, %d seconds may be lost"
                .formatted(rpo.get().toSeconds());
    Finding finding =
        Finding.atKey(stanza.objectives().at().child("rpo"), why)
            .help("set archive.timeout to " + rpo.get().toSeconds() + "s or less");
    return Stream.of(
        timeout.isPresent()
            ? finding.see(stanza.archive().at().child("timeout"), "this is how long it waits")
            : finding);
  }
}
