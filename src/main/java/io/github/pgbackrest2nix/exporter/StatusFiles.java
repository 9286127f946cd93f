package io.github.pgbackrest2nix.exporter;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What {@code pg_wal/archive_status} says of the segments on the newest timeline. Only names are
 * looked at, one after the other: there may be a million.
 *
 * @param timeline the newest that there is a segment of
 * @param first number of the first segment, archived or not
 * @param last number of the last segment, archived or not
 * @param lastDone number of the last segment that PostgreSQL takes for archived
 * @param firstReady number of the first segment that waits
 */
record StatusFiles(
    long timeline,
    OptionalLong first,
    OptionalLong last,
    OptionalLong lastDone,
    OptionalLong firstReady) {
  static final String FOLDER = "archive_status";
  static final String READY = ".ready";
  private static final String DONE = ".done";

  /** What the names end in, the one that the other is renamed to last. */
  static final List<String> ENDINGS = List.of(READY, DONE);

  private static final OptionalLong NONE = OptionalLong.empty();

  /**
   * Reads the folder.
   *
   * @param least the timeline that the cluster is on, unless there is a later one
   */
  static StatusFiles read(Path walDir, long least, long segmentSize) throws IOException {
    StatusFiles found = new StatusFiles(least, NONE, NONE, NONE, NONE);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(walDir.resolve(FOLDER))) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        String ending = name.substring(Math.min(name.length(), WalSegment.NAME_LENGTH));
        Optional<WalSegment> segment = WalSegment.parse(name);
        if (segment.isPresent() && ENDINGS.contains(ending)) {
          found = found.and(segment.get(), segmentSize, ending.equals(DONE));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }

  private StatusFiles and(WalSegment segment, long segmentSize, boolean done) {
    if (segment.timeline() < timeline) {
      return this;
    }
    StatusFiles before =
        segment.timeline() == timeline
            ? this
            : new StatusFiles(segment.timeline(), NONE, NONE, NONE, NONE);
    long number = segment.number(segmentSize);
    return new StatusFiles(
        segment.timeline(),
        least(before.first, number),
        most(before.last, number),
        done ? most(before.lastDone, number) : before.lastDone,
        done ? before.firstReady : least(before.firstReady, number));
  }

  private static OptionalLong least(OptionalLong known, long number) {
    return OptionalLong.of(Math.min(known.orElse(number), number));
  }

  private static OptionalLong most(OptionalLong known, long number) {
    return OptionalLong.of(Math.max(known.orElse(number), number));
  }
}
