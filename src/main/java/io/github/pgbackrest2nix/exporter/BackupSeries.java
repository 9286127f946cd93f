package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.BackupInfo.Sizes;
import io.github.pgbackrest2nix.exporter.Declaration.DeclaredRepo;
import io.github.pgbackrest2nix.exporter.Declaration.DeclaredStanza;
import io.github.pgbackrest2nix.exporter.RepoFacts.LastBackup;
import io.github.pgbackrest2nix.exporter.RepoFacts.TypeFacts;
import io.github.pgbackrest2nix.exporter.Snapshot.Failure;
import io.github.pgbackrest2nix.exporter.Snapshot.RepoOutcome;
import io.github.pgbackrest2nix.metric.BackupMetrics;
import io.github.pgbackrest2nix.metric.CollectionMetrics;
import java.util.OptionalLong;

/** The series of backups and repositories, and whether they could be collected. */
final class BackupSeries {
  private static final String EXACT = "exact";
  private static final String EFFECTIVE = "effective";

  private final Series series;

  private BackupSeries(Series series) {
    this.series = series;
  }

  static void add(Series series, Snapshot snapshot) {
    BackupSeries backups = new BackupSeries(series);
    snapshot.stanzas().forEach(backups::addStanza);
    for (RepoOutcome repo : snapshot.repos()) {
      backups.addRepo(repo);
    }
    for (DeclaredStanza stanza : snapshot.declaration().stanzas()) {
      for (DeclaredRepo repo : stanza.repos()) {
        backups.addInfo(new RepoId(stanza.name(), repo.key()), repo, snapshot);
      }
    }
  }

  private void addStanza(String name, Snapshot.StanzaOutcome stanza) {
    String host = series.hostname();
    stanza
        .status()
        .ifPresent(status -> series.add(BackupMetrics.STANZA_STATUS, (double) status, name));
    stanza
        .running()
        .ifPresent(
            running ->
                series.add(
                    BackupMetrics.RUNNING_SINCE, OptionalLong.of(running.since()), name, host));
    stanza
        .host()
        .control()
        .ifPresent(
            control -> series.add(BackupMetrics.CLUSTER_INFO, 1, name, control.systemId(), host));
  }

  private void addRepo(RepoOutcome repo) {
    RepoId id = repo.id();
    String key = Integer.toString(id.key());
    repo.info()
        .ifPresent(
            info ->
                series.add(
                    BackupMetrics.REPO_STATUS,
                    (double) info.status().code(),
                    info.cipher(),
                    key,
                    id.stanza()));
    series.add(CollectionMetrics.SUCCESS, id, OptionalLong.of(repo.isSuccess() ? 1 : 0));
    series.add(
        CollectionMetrics.ERROR_CODE,
        id,
        OptionalLong.of(repo.why().map(Failure::code).orElse(ErrorCode.NONE)));
    repo.lastSuccess()
        .ifPresent(
            success -> {
              series.add(CollectionMetrics.LAST_SUCCESS, id, OptionalLong.of(success.at()));
              addFacts(id, success.facts());
            });
  }

  private void addFacts(RepoId id, RepoFacts facts) {
    series.add(BackupMetrics.LAST_FULL_BACKUP, id, lastOf(RepoFacts.FULL, facts));
    series.add(BackupMetrics.LAST_DIFF_BACKUP, id, lastOf(RepoFacts.DIFF, facts));
    series.add(BackupMetrics.LAST_INCR_BACKUP, id, lastOf(RepoFacts.INCR, facts));
    series.add(BackupMetrics.BACKUP_COUNT, id, OptionalLong.of(facts.count()));
    series.add(BackupMetrics.REPO_SIZE, id, facts.size());
    series.add(BackupMetrics.REPO_BACKUP_SIZE, id, facts.newestSize());
    series.add(BackupMetrics.PITR_OLDEST, id, facts.pitrOldest());
    facts.types().forEach((type, each) -> addType(id, type, each));
    for (String type : RepoFacts.TYPES) {
      addLast(id, type, EXACT, lastOf(type, facts));
      addLast(id, type, EFFECTIVE, facts.findLastEffective(type));
    }
    facts
        .database()
        .ifPresent(
            database ->
                series.add(
                    BackupMetrics.DATABASE_INFO,
                    1,
                    id.stanza(),
                    BackupMetrics.repoLabel(id.key()),
                    Integer.toString(database.id()),
                    database.version(),
                    database.systemId(),
                    series.hostname()));
  }

  private static OptionalLong lastOf(String type, RepoFacts facts) {
    return facts
        .findLast(type)
        .map(last -> OptionalLong.of(last.stop()))
        .orElseGet(OptionalLong::empty);
  }

  private void addLast(RepoId id, String type, String basis, OptionalLong value) {
    series.add(
        BackupMetrics.LAST_BACKUP,
        value,
        id.stanza(),
        BackupMetrics.repoLabel(id.key()),
        type,
        basis,
        series.hostname());
  }

  private void addType(RepoId id, String type, TypeFacts facts) {
    series.add(BackupMetrics.BACKUPS, id, type, OptionalLong.of(facts.present()));
    series.add(BackupMetrics.BACKUPS_OF_SYSTEM, id, type, facts.presentForSystem());
    facts.last().ifPresent(last -> addLast(id, type, last));
  }

  private void addLast(RepoId id, String type, LastBackup last) {
    Sizes sizes = last.sizes();
    series.add(BackupMetrics.LAST_BACKUP_START, id, type, last.start());
    series.add(BackupMetrics.LAST_BACKUP_DURATION, id, type, duration(last));
    series.add(BackupMetrics.LAST_BACKUP_SIZE, id, type, sizes.size());
    series.add(BackupMetrics.LAST_BACKUP_DELTA, id, type, sizes.delta());
    series.add(BackupMetrics.LAST_BACKUP_REPO_SIZE, id, type, sizes.repoSize());
    series.add(BackupMetrics.LAST_BACKUP_REPO_DELTA, id, type, sizes.repoDelta());
    last.error()
        .ifPresent(
            error ->
                series.add(
                    BackupMetrics.LAST_BACKUP_ERROR, id, type, OptionalLong.of(error ? 1 : 0)));
  }

  private static OptionalLong duration(LastBackup last) {
    return last.start().isPresent()
        ? OptionalLong.of(last.stop() - last.start().getAsLong())
        : OptionalLong.empty();
  }

  private void addInfo(RepoId id, DeclaredRepo repo, Snapshot snapshot) {
    series.add(
        BackupMetrics.REPO_INFO,
        1,
        id.stanza(),
        BackupMetrics.repoLabel(id.key()),
        repo.name(),
        repo.type().orElse(""),
        snapshot.findCipher(id),
        series.hostname());
  }
}
