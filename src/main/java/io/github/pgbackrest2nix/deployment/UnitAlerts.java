package io.github.pgbackrest2nix.deployment;

import static io.github.pgbackrest2nix.deployment.AlertCase.fires;
import static io.github.pgbackrest2nix.deployment.AlertCase.silent;

import io.github.pgbackrest2nix.deployment.Alert.Label;
import io.github.pgbackrest2nix.deployment.AlertCase.Sample;
import io.github.pgbackrest2nix.deployment.AlertDraft.Text;
import io.github.pgbackrest2nix.deployment.AlertDraft.When;
import io.github.pgbackrest2nix.metric.CollectionMetrics;
import io.github.pgbackrest2nix.model.UnitNames;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rules about units that failed, where metrics get into a file: node_exporter, which reads it,
 * then tells of units, too, and its systemd collector is switched on for that.
 */
final class UnitAlerts {
  private static final String UNIT = "name";

  private UnitAlerts() {}

  static Stream<AlertDraft> backupFailed(AlertScope place) {
    UnitNames names = UnitNames.of(place.stanza(), place.description());
    return place.stanza().jobs().stream()
        .filter(job -> place.description().repositoriesOf(job).contains(place.repository()))
        .map(job -> BackupAlerts.unit(place, names, job) + ".service")
        .sorted()
        .flatMap(
            unit ->
                failed(
                    place,
                    unit,
                    "A backup of PostgreSQL failed",
                    unit + " has failed in all of its tries, and was not started again since.")
                    .stream());
  }

  static Optional<AlertDraft> checkFailed(AlertScope stanza) {
    return stanza
        .stanza()
        .check()
        .map(
            schedule ->
                UnitNames.of(stanza.stanza(), stanza.description()).maintenance("check")
                    + ".service")
        .flatMap(
            unit ->
                failed(
                    stanza,
                    unit,
                    "The check of PostgreSQL's archive failed",
                    unit
                        + " has found that WAL does not get into every repository, or that one of"
                        + " them cannot be used."));
  }

  static Optional<AlertDraft> credentialsFailed(AlertScope host) {
    return CredentialsPlanner.plan(host.description())
        .flatMap(
            plan ->
                failed(
                    host,
                    UnitNames.CREDENTIALS + ".service",
                    "The credentials of PostgreSQL's backups could not be read",
                    "A secret is missing or not as described: no backup and no WAL gets to the"
                        + " repositories that need it."));
  }

  /**
   * Takes the host from a series of the file: what node_exporter says of units has no label of it.
   */
  private static Optional<AlertDraft> failed(
      AlertScope scope, String unit, String summary, String description) {
    if (scope.description().metrics().textfile().isEmpty()) {
      return Optional.empty();
    }
    String state = "node_systemd_unit_state{" + UNIT + "=\"" + unit + "\",state=\"failed\"}";
    String host = scope.series(CollectionMetrics.LAST_ATTEMPT);
    return Optional.of(
        new AlertDraft(
            scope,
            List.of(new Label(UNIT, unit)),
            When.of(
                "%s * on (job, instance) group_left (hostname) (%s >= bool 0) == 1"
                    .formatted(state, host),
                fires("a failure", Sample.of(state, 1), Sample.of(host, 0)),
                silent("no failure", Sample.of(state, 0), Sample.of(host, 0)),
                silent(
                    "the failure of another host",
                    Sample.of(state.replace("}", ",instance=\"b\"}"), 1),
                    Sample.of(host.replace("}", ",instance=\"a\"}"), 1))),
            new Text(summary, description, "journalctl -u " + unit + " -n 100")));
  }
}
