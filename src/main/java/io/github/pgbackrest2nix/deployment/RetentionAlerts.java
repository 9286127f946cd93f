package io.github.pgbackrest2nix.deployment;

import static io.github.pgbackrest2nix.deployment.AlertCase.fires;
import static io.github.pgbackrest2nix.deployment.AlertCase.silent;

import io.github.pgbackrest2nix.deployment.Alert.Label;
import io.github.pgbackrest2nix.deployment.AlertCase.Sample;
import io.github.pgbackrest2nix.deployment.AlertDraft.Text;
import io.github.pgbackrest2nix.deployment.AlertDraft.When;
import io.github.pgbackrest2nix.metric.BackupMetrics;
import io.github.pgbackrest2nix.metric.DeclarationMetrics;
import io.github.pgbackrest2nix.model.BackupType;
import io.github.pgbackrest2nix.model.Job;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Stanza.Objectives;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules about what is kept. */
final class RetentionAlerts {
  private static final Map<String, String> FULL =
      Map.of(BackupMetrics.BACKUP_TYPE, BackupType.FULL.word());

  private RetentionAlerts() {}

  /** Only where each full backup is followed by an expiry; else more are there until it runs. */
  static Optional<AlertDraft> notEnforced(AlertScope place) {
    List<Job> jobs =
        place.stanza().jobs().stream()
            .filter(job -> job.type() == BackupType.FULL)
            .filter(job -> place.description().repositoriesOf(job).contains(place.repository()))
            .toList();
    if (jobs.isEmpty() || !jobs.stream().allMatch(Job::expireAuto)) {
      return Optional.empty();
    }
    return place
        .repository()
        .retention()
        .full()
        .map(
            kept ->
                AlertDraft.of(
                    place,
                    When.over(place.series(BackupMetrics.BACKUPS, FULL), kept + 1L),
                    new Text(
                        "Backups of PostgreSQL do not expire",
                        "There are {{ $value }} full backups, and "
                            + kept
                            + " are to be kept: the repository goes on growing.",
                        place.pgbackrest("expire --dry-run"))));
  }

  /** Silent until there once were as many as are kept. */
  static Optional<AlertDraft> tooFew(AlertScope place) {
    String present = place.series(BackupMetrics.BACKUPS, FULL);
    return place
        .repository()
        .retention()
        .full()
        .map(
            kept ->
                AlertDraft.of(
                    place,
                    When.of(
                        "%s < %d and max_over_time(%s[14d]) >= %d"
                            .formatted(present, kept, present, kept),
                        fires("one less", Sample.changing(present, kept, kept - 1L)),
                        silent("as many", Sample.of(present, kept)),
                        silent("not yet as many", Sample.of(present, kept - 1L))),
                    new Text(
                        "There are fewer backups of PostgreSQL than are kept",
                        "There are {{ $value }} full backups, and "
                            + kept
                            + " are to be kept: some were deleted or are damaged.",
                        place.pgbackrest("info"))));
  }

  static Stream<AlertDraft> windowShort(AlertScope stanza) {
    Objectives promised = stanza.stanza().objectives();
    return Stream.concat(
        promised
            .pitrWindow()
            .map(window -> windowShort(stanza, "any", window, each -> true))
            .stream(),
        promised
            .offsitePitrWindow()
            .map(window -> windowShort(stanza, "offsite", window, each -> !each.storage().local()))
            .stream());
  }

  /** Silent until the window once was as long. */
  private static AlertDraft windowShort(
      AlertScope stanza, String scope, Duration promised, Predicate<Repository> counts) {
    List<String> repos =
        stanza.description().repositories().stream()
            .filter(counts)
            .map(each -> BackupMetrics.repoLabel(each.key()))
            .toList();
    String series = stanza.series(BackupMetrics.PITR_OLDEST);
    String some =
        series.replace("}", repos.stream().collect(Collectors.joining("|", ",repo=~\"", "\"}")));
    String window = "time() - min by (stanza, hostname) (" + some + ")";
    long limit = promised.toSeconds();
    String last = series.replace("}", ",repo=\"" + (repos.isEmpty() ? "" : repos.get(0)) + "\"}");
    long enough = stanza.interval().toSeconds() - limit;
    long tooLittle = AlertCase.youngEnough(promised, stanza.end()) + 1;
    return new AlertDraft(
        stanza,
        List.of(new Label(DeclarationMetrics.SCOPE, scope)),
        When.of(
            window + " < " + limit + " and max_over_time((" + window + ")[14d:1h]) >= " + limit,
            fires(scope + ", just below", Sample.changing(last, -limit, tooLittle)),
            silent(scope + ", just enough", Sample.changing(last, -limit, enough)),
            silent(scope + ", not yet as long", Sample.of(last, tooLittle))),
        new Text(
            "PostgreSQL cannot be restored as far back as promised",
            "Restores to any moment reach back {{ $value | humanizeDuration }}, and "
                + Phrases.age(promised)
                + " are promised"
                + (scope.equals("any") ? "." : " from the repositories off the host."),
            stanza.pgbackrest("info")));
  }
}
