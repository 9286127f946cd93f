package io.github.pgbackrest2nix.change;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.forecast.Forecast;
import io.github.pgbackrest2nix.forecast.Staleness;
import io.github.pgbackrest2nix.model.BackupType;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Retention;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a retention no longer keeps, as far as the calendars of now tell. */
final class RetentionChanges {
  private final Forecast forecast;
  private final Repository repository;
  private final Retention before;
  private final Retention now;

  RetentionChanges(Forecast forecast, Retention before, Repository repository) {
    this.forecast = forecast;
    this.repository = repository;
    this.before = before;
    this.now = repository.retention();
  }

  List<Change> all() {
    List<Change> all = new ArrayList<>();
    Optional<Change> fulls = fulls();
    fulls.ifPresent(all::add);
    diffs().ifPresent(all::add);
    // Where it only follows from fewer full backups, those say it.
    if (keepsLessWal() && (fulls.isEmpty() || countsWal(now) < countsFulls(now))) {
      all.add(wal());
    }
    return all;
  }

  private Optional<Change> fulls() {
    String lost =
        eachStanza(stanza -> limit(stanza, before).findLost(limit(stanza, now)), "%s of \"%s\"");
    if (lost.isEmpty()) {
      return Optional.empty();
    }
    ConfigPath at = now.at().child(now.full().isPresent() ? "full" : "fullDays");
    return Optional.of(
        lowered(
            at,
            "the retention of \"%s\" goes from %s to %s: the next run that expires deletes %s, with all that rest on them%s"
                .formatted(repository.name(), fulls(before), fulls(now), lost, windows())));
  }

  private static String fulls(Retention retention) {
    return retention
        .full()
        .map(count -> Limit.counted(count, "full backup"))
        .or(
            () ->
                retention.fullDays().map(days -> "full backups for " + Limit.counted(days, "day")))
        .orElse("every full backup");
  }

  private Optional<Change> diffs() {
    Optional<Integer> kept = now.diff();
    if (kept.isEmpty() || before.diff().filter(had -> had <= kept.get()).isPresent()) {
      return Optional.empty();
    }
    String many =
        before
            .diff()
            .map(had -> "up to " + (had - kept.get()))
            .orElse("all but the newest " + kept.get());
    String lost =
        eachStanza(
            stanza ->
                Staleness.usualGap(forecast, stanza, repository, BackupType.DIFF).map(gap -> many),
            "%s of \"%s\"");
    if (lost.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        lowered(
            now.at().child("diff"),
            "the retention of \"%s\" goes from %s to %s: the next run that expires deletes %s, with the incremental ones that rest on them; a restore to a moment between begins earlier and replays more WAL"
                .formatted(
                    repository.name(),
                    before
                        .diff()
                        .map(had -> Limit.counted(had, "differential backup"))
                        .orElse("every differential backup"),
                    kept.get(),
                    lost)));
  }

  private boolean keepsLessWal() {
    if (now.archive().isEmpty()) {
      return false;
    }
    boolean sameKind = kindOfWal(before).equals(kindOfWal(now));
    return (before.archive().isPresent() && !sameKind) || countsWal(now) < countsWal(before);
  }

  private Change wal() {
    return lowered(
        now.at().child("archive"),
        "the retention of \"%s\" goes from WAL %s to WAL %s: the next run that expires deletes the rest, and older backups can be restored only as they were when they ended%s"
            .formatted(repository.name(), wal(before), wal(now), windows()));
  }

  private static String wal(Retention retention) {
    return retention
        .archive()
        .or(retention::full)
        .map(count -> "for " + Limit.counted(count, kindOfWal(retention) + " backup"))
        .orElse("for every full backup that it kept");
  }

  private static String kindOfWal(Retention retention) {
    return retention.archive().flatMap(count -> retention.archiveType()).orElse("full");
  }

  private static int countsWal(Retention retention) {
    return retention.archive().orElse(countsFulls(retention));
  }

  private static int countsFulls(Retention retention) {
    return retention.full().orElse(Integer.MAX_VALUE);
  }

  private String windows() {
    String windows =
        eachStanza(
            stanza -> limit(stanza, before).findShrinking(limit(stanza, now)), "%s for \"%s\"");
    return windows.isEmpty()
        ? ""
        : "; the window in which any moment can be restored shrinks " + windows;
  }

  private Limit limit(Stanza stanza, Retention retention) {
    return Limit.of(forecast, stanza, repository, retention);
  }

  private String eachStanza(Function<Stanza, Optional<String>> words, String form) {
    return forecast.description().stanzas().stream()
        .flatMap(
            stanza -> words.apply(stanza).map(each -> form.formatted(each, stanza.name())).stream())
        .collect(Collectors.joining(", "));
  }

  private static Change lowered(ConfigPath at, String message) {
    return Change.warning(
        ChangeRules.RETENTION_LOWERED,
        Finding.atKey(at, message)
            .help(
                "raise it again if any of that may be needed: what has expired cannot be brought back"));
  }
}
