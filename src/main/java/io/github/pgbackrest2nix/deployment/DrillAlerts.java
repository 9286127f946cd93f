package io.github.pgbackrest2nix.deployment;

import static io.github.pgbackrest2nix.deployment.AlertCase.fires;
import static io.github.pgbackrest2nix.deployment.AlertCase.silent;

import io.github.pgbackrest2nix.deployment.AlertCase.Sample;
import io.github.pgbackrest2nix.deployment.AlertDraft.Text;
import io.github.pgbackrest2nix.deployment.AlertDraft.When;
import io.github.pgbackrest2nix.forecast.Staleness;
import io.github.pgbackrest2nix.metric.DeclarationMetrics;
import io.github.pgbackrest2nix.metric.DrillMetrics;
import io.github.pgbackrest2nix.model.Stanza.RestoreDrill;
import io.github.pgbackrest2nix.model.UnitNames;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules about trial restores, where they are declared. */
final class DrillAlerts {
  // What is committed at the end of archive_timeout still has to get into the repository.
  private static final Duration TRANSFER = Duration.ofMinutes(1);

  private DrillAlerts() {}

  static Stream<AlertDraft> failed(AlertScope place) {
    String success = place.series(DrillMetrics.SUCCESS);
    return drill(place)
        .map(
            drill ->
                AlertDraft.of(
                    place,
                    When.of(
                        success + " == 0",
                        fires("a failure", Sample.of(success, 0)),
                        silent("a success", Sample.of(success, 1)),
                        silent("no drill yet")),
                    new Text(
                        "A trial restore of PostgreSQL failed",
                        "The last restore drill from the repository failed: a real restore may"
                            + " fail, too.",
                        "journalctl -u " + unit(place) + " -n 100")))
        .stream();
  }

  static Stream<AlertDraft> stale(AlertScope place) {
    String last = place.series(DrillMetrics.LAST_SUCCESS);
    return drill(place)
        .flatMap(drill -> Staleness.allowedAge(place.forecast(), drill.schedule()))
        .map(
            age ->
                AlertDraft.of(
                    place,
                    new When(
                        "time() - " + last + " > " + age.toSeconds(),
                        AlertCase.older(last, age, place.end())),
                    new Text(
                        "No trial restore of PostgreSQL succeeded in time (>%s)"
                            .formatted(Phrases.age(age)),
                        "The last one that succeeded ended {{ $value | humanizeDuration }} ago.",
                        "journalctl -u " + unit(place) + " -n 100")))
        .stream();
  }

  static Stream<AlertDraft> never(AlertScope place) {
    String last = place.series(DrillMetrics.LAST_SUCCESS);
    String expected = place.series(DeclarationMetrics.DRILL_EXPECTED);
    return drill(place)
        .map(
            drill ->
                AlertDraft.of(
                    place,
                    When.of(
                        "absent(" + last + ") and on () " + expected + " == 1",
                        fires("none that succeeded", Sample.of(expected, 1)),
                        silent("one that succeeded", Sample.of(expected, 1), Sample.of(last, 0)),
                        silent("none expected", Sample.of(expected, 0))),
                    new Text(
                        "No trial restore of PostgreSQL ever succeeded",
                        "Nobody knows whether anything can be restored from the repository: run the"
                            + " restore drill once by hand.",
                        "systemctl start " + unit(place))))
        .stream();
  }

  static Stream<AlertDraft> tooSlow(AlertScope place) {
    return drill(place)
        .flatMap(drill -> place.stanza().objectives().rto())
        .map(
            rto ->
                AlertDraft.of(
                    place,
                    When.over(place.series(DrillMetrics.RESTORE), rto.toSeconds()),
                    new Text(
                        "A restore of PostgreSQL takes longer than promised (>%s)"
                            .formatted(Phrases.duration(rto)),
                        "The last trial restore needed {{ $value | humanizeDuration }} until its data"
                            + " could be read.",
                        records(place))))
        .stream();
  }

  static Stream<AlertDraft> losesTooMuch(AlertScope place) {
    return drill(place)
        .flatMap(drill -> place.stanza().objectives().rpo())
        .map(
            rpo ->
                AlertDraft.of(
                    place,
                    When.over(place.series(DrillMetrics.LOST), rpo.plus(TRANSFER).toSeconds()),
                    new Text(
                        "A restore of PostgreSQL would lose more than promised (>%s)"
                            .formatted(Phrases.duration(rpo)),
                        "The last trial restore lacked a transaction that had been committed"
                            + " {{ $value | humanizeDuration }} before.",
                        records(place))))
        .stream();
  }

  private static String records(AlertScope place) {
    return "journalctl -u " + unit(place) + " -n 100";
  }

  private static Optional<RestoreDrill> drill(AlertScope place) {
    return place.stanza().findDrill(place.repository().name());
  }

  private static String unit(AlertScope place) {
    return UnitNames.of(place.stanza(), place.description()).restoreDrill(place.repository().name())
        + ".service";
  }
}
