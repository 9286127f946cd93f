package io.github.pgbackrest2nix.render.view;

import static java.util.Map.entry;

import io.github.pgbackrest2nix.model.AlertName;
import java.util.Map;
import java.util.Optional;

/** What it means when an alert fires. */
final class AlertMeaning {
  private static final Map<AlertName, String> MEANINGS =
      Map.ofEntries(
          entry(
              AlertName.METRICS_MISSING,
              "Prometheus has no metrics of these backups, so no other alert about them can fire:"
                  + " the collector, the node exporter or the host is down."),
          entry(
              AlertName.METRICS_STALE,
              "The collector no longer runs, and the node exporter goes on serving what it wrote"
                  + " last: three collections were left out."),
          entry(
              AlertName.COLLECTION_FAILING,
              "The collector runs, but the repository does not answer; its other metrics are the"
                  + " last known ones. Backups and WAL probably do not get there either."),
          entry(
              AlertName.STANZA_UNHEALTHY,
              "pgBackRest itself reports something wrong with the stanza; its status says what."),
          entry(
              AlertName.REPOSITORY_UNHEALTHY,
              "pgBackRest itself reports something wrong with the stanza in one repository."),
          entry(
              AlertName.BACKUP_NEVER,
              "The repository answers and holds no full backup: nothing could be restored from"
                  + " it."),
          entry(
              AlertName.BACKUP_STALE, "The newest full backup is older than its schedule allows."),
          entry(
              AlertName.DIFFERENTIAL_BACKUP_STALE,
              "The newest differential backup is older than its schedule allows, or there never was"
                  + " one."),
          entry(
              AlertName.INCREMENTAL_BACKUP_STALE,
              "The newest incremental backup is older than its schedule allows, or there never was"
                  + " one."),
          entry(
              AlertName.BACKUP_RUNNING_TOO_LONG,
              "A run has held the stanza's lock for half of the time after which systemd ends it:"
                  + " a slow repository, or a run that hangs."),
          entry(
              AlertName.BACKUP_UNIT_FAILED,
              "The last run of a backup failed in all of its tries, and none has succeeded since:"
                  + " what it printed says why."),
          entry(
              AlertName.BACKUP_ERRORS,
              "PostgreSQL's page checksums were wrong in what was backed up: the storage of the"
                  + " cluster is damaged, and so is what is restored from newer backups."),
          entry(
              AlertName.BACKUP_SIZE_DROPPED,
              "The cluster in the newest backup is less than half as large as it was within 14"
                  + " days."),
          entry(
              AlertName.FULL_BACKUP_MISSING_FOR_CURRENT_SYSTEM,
              "The cluster was created anew, and the repository only holds backups of the one"
                  + " before."),
          entry(
              AlertName.WAL_ARCHIVING_STALLED,
              "WAL waits in pg_wal, and none of it gets into the archive. An idle database does not"
                  + " set this off."),
          entry(
              AlertName.WAL_QUEUE_FILLING,
              "Half as much WAL waits as makes pgBackRest drop it, with a gap that no restore gets"
                  + " past."),
          entry(
              AlertName.WAL_ARCHIVE_FAILING,
              "Asynchronous archiving leaves an error in the spool for each segment that it could"
                  + " not write, and tries again."),
          entry(AlertName.REPOSITORY_WAL_LAG, "WAL gets into one repository and not into another."),
          entry(
              AlertName.ARCHIVE_COMMAND_CHANGED,
              "The settings of PostgreSQL no longer send WAL to pgBackRest as described, most often"
                  + " since an ALTER SYSTEM. PostgreSQL itself reports nothing wrong."),
          entry(
              AlertName.WAL_NOT_IN_REPOSITORY,
              "PostgreSQL takes WAL for archived that the repository does not have, and removes it"
                  + " at the next checkpoint: nothing after it can be restored from there."),
          entry(
              AlertName.RPO_EXCEEDED,
              "WAL was finished for longer than objectives.rpo allows and was not in the"
                  + " repository in two collections. An idle database does not set this off."),
          entry(
              AlertName.WAL_GAP,
              "The archive lacks segments between those that it has: moments after the gap can only"
                  + " be restored from backups that were made after it."),
          entry(
              AlertName.RETENTION_NOT_ENFORCED,
              "There are more full backups than are kept, so expiry fails or is not run."),
          entry(
              AlertName.TOO_FEW_BACKUPS,
              "There were as many full backups as are kept, and now there are fewer."),
          entry(
              AlertName.PITR_WINDOW_SHORT,
              "Restores to any moment reached back as far as promised, and no longer do."),
          entry(
              AlertName.RESTORE_DRILL_FAILED,
              "The last trial restore from the repository did not succeed: what is there may be of"
                  + " no use."),
          entry(
              AlertName.RESTORE_DRILL_STALE,
              "The last trial restore that succeeded is older than the drills' schedule allows."),
          entry(
              AlertName.RESTORE_DRILL_NEVER,
              "Trial restores are declared, and none ever succeeded. On a new host, start the first"
                  + " by hand."),
          entry(
              AlertName.RESTORE_TOO_SLOW,
              "The last trial restore took longer until its data could be read than `objectives.rto`"
                  + " allows: more `process-max`, a repository nearer by, or another promise."),
          entry(
              AlertName.RESTORE_LOSES_TOO_MUCH,
              "The last trial restore lacked transactions that had been committed for longer than"
                  + " `objectives.rpo` allows: WAL reaches the repository too late."),
          entry(
              AlertName.CHECK_FAILED,
              "The last `pgbackrest check` failed: a WAL segment did not get into every repository in"
                  + " time, or a repository cannot be used as it is configured."),
          entry(
              AlertName.CREDENTIALS_FAILED,
              "The unit that hands pgBackRest its secrets failed: a file or a variable is missing, so"
                  + " nothing reaches the repositories that need them."),
          entry(
              AlertName.REPO_LARGE,
              "The backups and the WAL of a repository take more than the declared limit: keep fewer"
                  + " backups, or make room."),
          entry(
              AlertName.SPACE_LOW,
              "A file system with WAL, a spool or a repository is nine tenths full. PostgreSQL stops"
                  + " when pg_wal cannot grow."),
          entry(
              AlertName.SPACE_RUNS_OUT,
              "At the pace of the last six hours a file system with WAL, a spool or a repository is"
                  + " full within a day."),
          entry(
              AlertName.SPACE_UNKNOWN,
              "A directory is missing, or its file system does not answer, as when its file server"
                  + " is down."));

  private AlertMeaning() {}

  static String of(AlertName name) {
    return Optional.ofNullable(MEANINGS.get(name))
        .orElseThrow(() -> new IllegalStateException("nothing is said of " + name));
  }
}
