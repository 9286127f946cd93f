package io.github.pgbackrest2nix.deployment;

import static io.github.pgbackrest2nix.deployment.AlertCase.fires;
import static io.github.pgbackrest2nix.deployment.AlertCase.silent;

import io.github.pgbackrest2nix.deployment.Alert.Label;
import io.github.pgbackrest2nix.deployment.AlertCase.Sample;
import io.github.pgbackrest2nix.deployment.AlertDraft.Text;
import io.github.pgbackrest2nix.deployment.AlertDraft.When;
import io.github.pgbackrest2nix.metric.JobMetrics;
import io.github.pgbackrest2nix.model.UnitNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules about services that failed. */
final class UnitAlerts {
  private UnitAlerts() {}

  static Stream<AlertDraft> backupFailed(AlertScope place) {
    UnitNames names = UnitNames.of(place.stanza(), place.description());
    return place.stanza().jobs().stream()
        .filter(job -> place.description().repositoriesOf(job).contains(place.repository()))
        .map(job -> BackupAlerts.unit(place, names, job) + ".service")
        .sorted()
        .map(
            unit ->
                failed(
                    place,
                    unit,
                    "A backup of PostgreSQL failed",
                    unit + " has failed in all of its tries, and has not succeeded since."));
  }

  static Optional<AlertDraft> checkFailed(AlertScope stanza) {
    return stanza
        .stanza()
        .check()
        .map(
            schedule ->
                UnitNames.of(stanza.stanza(), stanza.description()).maintenance("check")
                    + ".service")
        .map(
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
        .map(
            plan ->
                failed(
                    host,
                    UnitNames.CREDENTIALS + ".service",
                    "The credentials of PostgreSQL's backups could not be read",
                    "A secret is missing or not as described: no backup and no WAL gets to the"
                        + " repositories that need it."));
  }

  private static AlertDraft failed(
      AlertScope scope, String unit, String summary, String description) {
    String success = scope.series(JobMetrics.SUCCESS, Map.of(JobMetrics.UNIT, unit));
    return new AlertDraft(
        scope,
        List.of(new Label(JobMetrics.UNIT, unit)),
        When.of(
            success + " == 0",
            fires("a failure", Sample.of(success, 0)),
            silent("a success", Sample.of(success, 1)),
            silent("no run yet")),
        new Text(summary, description, "journalctl -u " + unit + " -n 100"));
  }
}
