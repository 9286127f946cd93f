package io.github.pgbackrest2nix.deployment;

import static io.github.pgbackrest2nix.deployment.AlertCase.fires;
import static io.github.pgbackrest2nix.deployment.AlertCase.silent;

import io.github.pgbackrest2nix.deployment.AlertCase.Sample;
import io.github.pgbackrest2nix.deployment.AlertDraft.Text;
import io.github.pgbackrest2nix.deployment.AlertDraft.When;
import io.github.pgbackrest2nix.metric.WalMetrics;
import java.util.Optional;

/** The rules about WAL that PostgreSQL sends somewhere else, or nowhere. */
final class ArchivingAlerts {
  private static final int OTHER_COMMAND = 4;
  private static final int NOT_READABLE = 6;

  private ArchivingAlerts() {}

  static AlertDraft commandChanged(AlertScope stanza) {
    String code = stanza.series(WalMetrics.SETTINGS_CODE);
    return AlertDraft.of(
        stanza,
        When.of(
            code + " != 0",
            fires("another command", Sample.of(code, OTHER_COMMAND)),
            fires("settings that cannot be read", Sample.of(code, NOT_READABLE)),
            silent("the command as described", Sample.of(code, 0)),
            silent("no cluster yet")),
        new Text(
            "PostgreSQL is not set to archive WAL as described",
            "The reason has the code {{ $value }}: 1 archive_mode is off, 2 archive_library is set,"
                + " 3 archive_command is empty, 4 archive_command is another one, 5 archive_timeout"
                + " is off or longer than objectives.rpo, 6 the settings cannot be read.",
            stanza.pgbackrest("check")));
  }

  /** PostgreSQL is asked before the repository, so that none of these can still be on its way. */
  static AlertDraft notInRepository(AlertScope place) {
    return AlertDraft.of(
        place,
        When.over(place.series(WalMetrics.BEHIND), 0),
        new Text(
            "WAL that PostgreSQL takes for archived is not in the repository",
            "{{ $value }} segments are not there, and nothing after them can be restored from it:"
                + " archive_command does nothing or serves another stanza, WAL was dropped, or the"
                + " repository was exchanged.",
            place.pgbackrest("info")));
  }

  static Optional<AlertDraft> rpoExceeded(AlertScope place) {
    return place
        .stanza()
        .objectives()
        .rpo()
        .map(
            rpo ->
                AlertDraft.of(
                    place,
                    When.over(place.series(WalMetrics.UNARCHIVED), rpo.toSeconds()),
                    new Text(
                        "More changes of PostgreSQL may be lost than promised",
                        "The repository does not have WAL that was finished"
                            + " {{ $value | humanizeDuration }} before the last collection."
                            + " objectives.rpo allows "
                            + rpo.toSeconds()
                            + " seconds.",
                        place.pgbackrest("info"))));
  }
}
