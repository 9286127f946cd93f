package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.ControlFile.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The WAL segments on its own timeline that a cluster had finished, and those of them that
 * PostgreSQL takes for archived. It must be read before pgBackRest is asked for what the
 * repositories hold: then whatever they lack had its time to get there.
 *
 * @param walDir the cluster's {@code pg_wal}
 * @param at Unix time at which this was so
 * @param status what its {@code archive_status} says
 * @param replayed the segment that a recovery would begin in: a checkpoint removes what lies before
 *     it only when it is archived
 * @param first number of the first segment on the timeline, as far as that is known
 */
record FinishedWal(
    Path walDir,
    long at,
    long segmentSize,
    StatusFiles status,
    OptionalLong replayed,
    OptionalLong first) {

  /**
   * Reads it, unless the cluster is in recovery: what a standby has received counts as archived
   * there, whatever its primary does.
   *
   * @throws IOException if a file cannot be read
   */
  static Optional<FinishedWal> read(Path dataDir, long now) throws IOException {
    ControlFile control = ControlFile.read(dataDir);
    if (control.checkpoint().map(Checkpoint::isInRecovery).orElse(true)) {
      return Optional.empty();
    }
    Checkpoint last = control.checkpoint().get();
    long size = control.segmentSize();
    Path walDir = dataDir.resolve("pg_wal");
    StatusFiles status = StatusFiles.read(walDir, last.timeline(), size);
    // Until the first checkpoint after a promotion, the last one is on the timeline before.
    OptionalLong replayed =
        last.timeline() == status.timeline()
            ? OptionalLong.of(Long.divideUnsigned(last.redo(), size))
            : OptionalLong.empty();
    OptionalLong start = TimelineHistory.start(walDir, status.timeline(), size);
    return Optional.of(
        new FinishedWal(
            walDir, now, size, status, replayed, start.isPresent() ? start : status.first()));
  }

  /**
   * Compares it with the newest segment in a repository.
   *
   * @param newest in the repository, of this cluster
   * @param before since when what comes after that segment was lacking in an earlier collection
   * @return nothing where that cannot be told: the repository holds nothing of the timeline, and
   *     neither is it known where that begins; or the repository has a later timeline
   */
  Optional<Unarchived> lackingAfter(Optional<WalSegment> newest, OptionalLong before)
      throws IOException {
    if (newest.isPresent() && newest.get().timeline() > status.timeline()) {
      return Optional.empty();
    }
    OptionalLong next =
        newest.isPresent() && newest.get().timeline() == status.timeline()
            ? OptionalLong.of(newest.get().number(segmentSize) + 1)
            : first;
    if (next.isEmpty()) {
      return Optional.empty();
    }
    long lacking = next.getAsLong();
    if (lacking > Math.max(status.last().orElse(-1), replayed.orElse(0) - 1)) {
      return Optional.of(Unarchived.NOTHING);
    }
    long since = Math.min(finished(lacking), before.orElse(Long.MAX_VALUE));
    return Optional.of(
        new Unarchived(
            Math.max(0, archived() - lacking + 1),
            Math.max(0, at - since),
            OptionalLong.of(since)));
  }

  /** Returns the number of the last segment that PostgreSQL takes for archived. */
  private long archived() {
    long done = Math.max(status.lastDone().orElse(-1), replayed.orElse(0) - 1);
    return Math.min(done, status.firstReady().orElse(Long.MAX_VALUE) - 1);
  }

  // The status file is made when the segment is finished, and only renamed when it is archived. A
  // checkpoint removes it together with its segment.
  private long finished(long number) throws IOException {
    long first = Math.max(number, status.first().orElse(number));
    String name = WalSegment.of(status.timeline(), first, segmentSize).name();
    OptionalLong made = OptionalLong.empty();
    for (String ending : StatusFiles.ENDINGS) {
      if (made.isEmpty()) {
        made = LocalHost.modified(walDir.resolve(StatusFiles.FOLDER).resolve(name + ending));
      }
    }
    return made.orElse(at);
  }
}
