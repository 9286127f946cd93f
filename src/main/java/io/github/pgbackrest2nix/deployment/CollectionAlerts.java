package io.github.pgbackrest2nix.deployment;

import static io.github.pgbackrest2nix.deployment.AlertCase.fires;
import static io.github.pgbackrest2nix.deployment.AlertCase.silent;

import io.github.pgbackrest2nix.deployment.AlertCase.Sample;
import io.github.pgbackrest2nix.deployment.AlertDraft.Text;
import io.github.pgbackrest2nix.deployment.AlertDraft.When;
import io.github.pgbackrest2nix.metric.BackupMetrics;
import io.github.pgbackrest2nix.metric.CollectionMetrics;
import io.github.pgbackrest2nix.metric.MetricSpec;
import java.time.Duration;

/** The rules about the collection, and what pgBackRest itself says of its state. */
final class CollectionAlerts {
  private static final int MISSED = 3;
  private static final int UNHEALTHY = 2;

  private CollectionAlerts() {}

  static AlertDraft missing(AlertScope place) {
    String series = place.series(CollectionMetrics.SUCCESS);
    return AlertDraft.of(
        place,
        When.of(
            "absent(" + series + ")", fires("no series"), silent("a series", Sample.of(series, 0))),
        new Text(
            "Metrics of PostgreSQL backups are missing",
            "Nothing is known of these backups, and no other alert about them can fire.",
            "systemctl status " + place.collector()));
  }

  static AlertDraft stale(AlertScope host) {
    String series = host.series(CollectionMetrics.LAST_ATTEMPT);
    Duration limit = host.interval().multipliedBy(MISSED);
    return AlertDraft.of(
        host,
        new When(
            "time() - " + series + " > " + limit.toSeconds(),
            AlertCase.older(series, limit, host.end())),
        new Text(
            "Metrics of PostgreSQL backups are no longer collected",
            "The last collection ended {{ $value | humanizeDuration }} ago: all values are from then.",
            "systemctl status " + host.collector()));
  }

  static AlertDraft failing(AlertScope place) {
    String series = place.series(CollectionMetrics.SUCCESS);
    return AlertDraft.of(
        place,
        When.of(
            series + " == 0",
            fires("a failure", Sample.of(series, 0)),
            silent("a success", Sample.of(series, 1))),
        new Text(
            "Metrics of PostgreSQL backups cannot be collected",
            "The repository does not answer; all other values about it are the last known ones.",
            "journalctl -u " + place.collector() + " -n 50"));
  }

  static AlertDraft stanzaUnhealthy(AlertScope stanza) {
    return unhealthy(
        stanza,
        BackupMetrics.STANZA_STATUS,
        CollectionMetrics.LAST_ATTEMPT,
        "hostname",
        new Text(
            "pgBackRest reports an unhealthy stanza",
            "Its status is {{ $value }}: 1 missing stanza path, 2 no valid backups, 3 missing"
                + " stanza data, 4 different across repositories, 5 database mismatch across"
                + " repositories, 99 other.",
            stanza.pgbackrest("info")));
  }

  static AlertDraft repositoryUnhealthy(AlertScope place) {
    return unhealthy(
        place,
        BackupMetrics.REPO_STATUS,
        CollectionMetrics.SUCCESS,
        "repo, hostname",
        new Text(
            "pgBackRest reports an unhealthy repository",
            "The status of the stanza in it is {{ $value }}: 1 missing stanza path, 2 no valid"
                + " backups, 3 missing stanza data, 99 other.",
            place.pgbackrest("info")));
  }

  /**
   * Takes the host from a series that is scraped with the status, which itself has no label of it:
   * a stanza of the same name may be on another host.
   */
  private static AlertDraft unhealthy(
      AlertScope scope, MetricSpec metric, MetricSpec ofHost, String labels, Text text) {
    String status = scope.series(metric);
    String host = scope.series(ofHost);
    String expression =
        "%s * on (job, instance) group_left (%s) (%s >= bool 0) != 0"
            .formatted(status, labels, host);
    return AlertDraft.of(
        scope,
        When.of(
            expression,
            fires("another status than 0", Sample.of(status, UNHEALTHY), Sample.of(host, 0)),
            silent("status 0", Sample.of(status, 0), Sample.of(host, 1)),
            silent(
                "the status of another host",
                Sample.of(status.replace("}", ",instance=\"b\"}"), UNHEALTHY),
                Sample.of(host.replace("}", ",instance=\"a\"}"), 1))),
        text);
  }
}
