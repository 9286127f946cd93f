package io.github.pgbackrest2nix.deployment;

import io.github.pgbackrest2nix.forecast.Forecast;
import io.github.pgbackrest2nix.model.AlertName;
import io.github.pgbackrest2nix.model.Alerts;
import io.github.pgbackrest2nix.model.BackupType;
import io.github.pgbackrest2nix.model.Description;
import java.util.List;
import java.util.stream.Stream;

/** Decides the alerting rules: for each stanza and repository those of its own schedule. */
final class AlertPlanner {
  private final Description description;
  private final AlertScope host;

  private AlertPlanner(Forecast forecast) {
    this.description = forecast.description();
    this.host = AlertScope.of(forecast);
  }

  static List<Alert> plan(Forecast forecast) {
    AlertPlanner planner = new AlertPlanner(forecast);
    return Stream.of(AlertName.values())
        .flatMap(name -> planner.drafts(name).map(draft -> planner.alert(name, draft)))
        .toList();
  }

  private Stream<AlertDraft> drafts(AlertName name) {
    return switch (name) {
      case METRICS_MISSING -> places().map(CollectionAlerts::missing);
      case METRICS_STALE -> Stream.of(CollectionAlerts.stale(host));
      case COLLECTION_FAILING -> places().map(CollectionAlerts::failing);
      case STANZA_UNHEALTHY -> stanzas().map(CollectionAlerts::stanzaUnhealthy);
      case REPOSITORY_UNHEALTHY -> places().map(CollectionAlerts::repositoryUnhealthy);
      case BACKUP_NEVER -> places().map(BackupAlerts::never);
      case BACKUP_STALE -> stale(name, BackupType.FULL);
      case DIFFERENTIAL_BACKUP_STALE -> stale(name, BackupType.DIFF);
      case INCREMENTAL_BACKUP_STALE -> stale(name, BackupType.INCR);
      case BACKUP_RUNNING_TOO_LONG -> stanzas().map(BackupAlerts::runningTooLong);
      case BACKUP_UNIT_FAILED -> places().flatMap(UnitAlerts::backupFailed);
      case BACKUP_ERRORS -> places().map(BackupAlerts::errors);
      case BACKUP_SIZE_DROPPED -> places().map(BackupAlerts::sizeDropped);
      case FULL_BACKUP_MISSING_FOR_CURRENT_SYSTEM -> places().map(BackupAlerts::missingForSystem);
      case WAL_ARCHIVING_STALLED -> stanzas().map(WalAlerts::stalled);
      case WAL_QUEUE_FILLING -> stanzas().flatMap(each -> WalAlerts.queueFilling(each).stream());
      case WAL_ARCHIVE_FAILING -> stanzas().flatMap(each -> WalAlerts.failing(each).stream());
      case REPOSITORY_WAL_LAG -> places().flatMap(each -> WalAlerts.lag(each).stream());
      case ARCHIVE_COMMAND_CHANGED -> stanzas().map(ArchivingAlerts::commandChanged);
      case WAL_NOT_IN_REPOSITORY -> places().map(ArchivingAlerts::notInRepository);
      case RPO_EXCEEDED -> places().flatMap(each -> ArchivingAlerts.rpoExceeded(each).stream());
      case WAL_GAP -> places().map(WalAlerts::gap);
      case RETENTION_NOT_ENFORCED ->
          places().flatMap(each -> RetentionAlerts.notEnforced(each).stream());
      case TOO_FEW_BACKUPS -> places().flatMap(each -> RetentionAlerts.tooFew(each).stream());
      case PITR_WINDOW_SHORT -> stanzas().flatMap(RetentionAlerts::windowShort);
      case RESTORE_DRILL_FAILED -> places().flatMap(DrillAlerts::failed);
      case RESTORE_DRILL_STALE -> places().flatMap(DrillAlerts::stale);
      case RESTORE_DRILL_NEVER -> places().flatMap(DrillAlerts::never);
      case RESTORE_TOO_SLOW -> places().flatMap(DrillAlerts::tooSlow);
      case RESTORE_LOSES_TOO_MUCH -> places().flatMap(DrillAlerts::losesTooMuch);
      case CHECK_FAILED -> stanzas().flatMap(each -> UnitAlerts.checkFailed(each).stream());
      case CREDENTIALS_FAILED -> UnitAlerts.credentialsFailed(host).stream();
      case SPACE_LOW -> Stream.of(SpaceAlerts.low(host));
      case SPACE_RUNS_OUT -> Stream.of(SpaceAlerts.runsOut(host));
      case SPACE_UNKNOWN -> Stream.of(SpaceAlerts.unknown(host));
      case REPO_LARGE -> places().flatMap(each -> SpaceAlerts.repoLarge(each).stream());
    };
  }

  private Stream<AlertScope> stanzas() {
    return ConfigurationPlanner.sortedByName(description.stanzas()).stream().map(host::in);
  }

  private Stream<AlertScope> places() {
    return stanzas().flatMap(stanza -> description.repositories().stream().map(stanza::in));
  }

  private Stream<AlertDraft> stale(AlertName name, BackupType type) {
    return places().flatMap(place -> BackupAlerts.stale(place, name, type).stream());
  }

  private Alert alert(AlertName name, AlertDraft draft) {
    return new Alert(
        name.fullName(),
        draft.subject(),
        draft.when().expression(),
        host.pending(),
        severity(name),
        draft.text().summary() + ": " + draft.scope().where(),
        draft.text().description(),
        draft.text().runbook(),
        draft.when().cases());
  }

  private String severity(AlertName name) {
    Alerts declared = description.alerts();
    return declared
        .findOverride(name)
        .flatMap(Alerts.AlertOverride::severity)
        .or(() -> declared.findSeverity(name))
        .orElse(name.severity());
  }
}
