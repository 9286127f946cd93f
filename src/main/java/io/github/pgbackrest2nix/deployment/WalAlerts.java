package io.github.pgbackrest2nix.deployment;

import static io.github.pgbackrest2nix.deployment.AlertCase.fires;
import static io.github.pgbackrest2nix.deployment.AlertCase.silent;

import io.github.pgbackrest2nix.deployment.AlertCase.Sample;
import io.github.pgbackrest2nix.deployment.AlertDraft.Text;
import io.github.pgbackrest2nix.deployment.AlertDraft.When;
import io.github.pgbackrest2nix.metric.WalMetrics;
import java.time.Duration;
import java.util.Optional;

/** The rules about WAL. */
final class WalAlerts {
  // What several processes at once may have under way to one repository and not to the other.
  private static final long USUAL_LAG = 16;

  private WalAlerts() {}

  /** PostgreSQL archives the oldest first: while it does, which is the oldest changes. */
  static AlertDraft stalled(AlertScope stanza) {
    String oldest = stanza.series(WalMetrics.READY_OLDEST);
    Duration limit = limit(stanza);
    long old = AlertCase.tooOld(limit);
    return AlertDraft.of(
        stanza,
        When.of(
            "time() - %s > %d and changes(%s[%ds]) == 0"
                .formatted(oldest, limit.toSeconds(), oldest, stanza.pending().toSeconds()),
            fires("just above", Sample.of(oldest, old)),
            silent("just below", Sample.of(oldest, AlertCase.youngEnough(limit, stanza.end()))),
            silent("an old backlog that is worked off", new Sample(oldest, 2 * old, 2 * old, 1)),
            silent("an idle database", Sample.of(stanza.series(WalMetrics.READY), 0))),
        new Text(
            "WAL of PostgreSQL is not archived",
            "The first waiting segment has waited for {{ $value | humanizeDuration }}, and none is"
                + " archived: changes since then would be lost with the host, and pg_wal fills its"
                + " file system.",
            stanza.pgbackrest("check")));
  }

  private static Duration limit(AlertScope stanza) {
    return stanza
        .stanza()
        .objectives()
        .rpo()
        .filter(rpo -> rpo.compareTo(stanza.pending()) > 0)
        .orElse(stanza.pending());
  }

  /** Beyond the limit, pgBackRest drops WAL and tells PostgreSQL that it is archived. */
  static Optional<AlertDraft> queueFilling(AlertScope stanza) {
    return QueueLimit.of(stanza.description(), stanza.stanza())
        .map(
            limit ->
                AlertDraft.of(
                    stanza,
                    When.over(stanza.series(WalMetrics.READY_BYTES), limit / 2),
                    new Text(
                        "WAL that waits for its archive exceeds half of archive-push-queue-max",
                        "{{ $value | humanize1024 }}B wait. At the limit of "
                            + limit
                            + " bytes pgBackRest drops them, and no restore gets past the gap.",
                        stanza.pgbackrest("check"))));
  }

  static Optional<AlertDraft> failing(AlertScope stanza) {
    return StanzaPlanner.spool(stanza.stanza())
        .map(
            spool ->
                AlertDraft.of(
                    stanza,
                    When.over(stanza.series(WalMetrics.SPOOL_ERRORS), 0),
                    new Text(
                        "pgBackRest fails to archive WAL of PostgreSQL",
                        "The spool holds {{ $value }} errors of asynchronous archiving.",
                        "sudo -u postgres grep -r . "
                            + spool
                            + "/archive/"
                            + stanza.stanza().name()
                            + "/out --include=*.error")));
  }

  static Optional<AlertDraft> lag(AlertScope place) {
    if (place.description().repositories().size() < 2) {
      return Optional.empty();
    }
    return Optional.of(
        AlertDraft.of(
            place,
            When.over(place.series(WalMetrics.LAG), USUAL_LAG),
            new Text(
                "A repository lacks WAL that another one has",
                "It is {{ $value }} WAL segments behind: nothing after them can be restored from"
                    + " it.",
                place.pgbackrest("info"))));
  }

  static AlertDraft gap(AlertScope place) {
    return AlertDraft.of(
        place,
        When.over(place.series(WalMetrics.MISSING), 0),
        new Text(
            "WAL of PostgreSQL is missing in the archive",
            "{{ $value }} segments are missing between the oldest backup and the last segment: no"
                + " restore gets past the gap. Take a full backup, then look for the cause.",
            place.pgbackrest("verify")));
  }
}
