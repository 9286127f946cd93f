package io.github.pgbackrest2nix.exporter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads where a timeline begins. */
final class TimelineHistory {
  private static final int MAX_BYTES = 1 << 20;
  private static final int HEX = 16;

  /** The timeline before, the LSN at which it was left, and why. */
  private static final Pattern LINE =
      Pattern.compile("(?m)^\\s*[0-9]+\\s+([0-9A-Fa-f]{1,8})/([0-9A-Fa-f]{1,8})\\b.*$");

  private TimelineHistory() {}

  /**
   * Returns the number of the first segment on the timeline, nothing for the first timeline or
   * where its history is not there.
   */
  static OptionalLong start(Path walDir, long timeline, long segmentSize) throws IOException {
    Path file = walDir.resolve("%08X.history".formatted(timeline));
    return LINE.matcher(BoundedText.readIfExists(file, MAX_BYTES).orElse(""))
        .results()
        .mapToLong(line -> lsn(line) / segmentSize)
        .reduce((before, last) -> last);
  }

  private static long lsn(MatchResult line) {
    return Long.parseLong(line.group(1), HEX) << 32 | Long.parseLong(line.group(2), HEX);
  }
}
