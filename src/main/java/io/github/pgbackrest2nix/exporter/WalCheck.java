package io.github.pgbackrest2nix.exporter;

import java.util.BitSet;
import java.util.OptionalLong;

/**
 * The outcome of a look at all WAL segments that a repository should hold.
 *
 * <p>No command of pgBackRest tells of a segment that is missing in the middle, as {@code
 * archive-push-queue-max} leaves it: {@code info} knows the first and the last, {@code check} the
 * newest, {@code verify} what is there.
 *
 * @param at Unix time
 * @param missing how many were not there
 * @param bytes of all WAL of the stanza in the repository; absent in what earlier versions remember
 */
record WalCheck(long at, long missing, OptionalLong bytes) {
  private static final long USUAL_INTERVAL = 24 * 3600L;

  /** What is missing may be put right, or have been on its way. */
  private static final long INTERVAL_IF_MISSING = 3600;

  /** A pebibyte of WAL, for which the bits take 8 MiB; more is a mistake. */
  private static final long MAX_SEGMENTS = 1L << 26;

  /** Returns whether it is time to look again. */
  boolean isDue(long now) {
    long interval = missing == 0 && bytes.isPresent() ? USUAL_INTERVAL : INTERVAL_IF_MISSING;
    return now - at >= interval || now < at;
  }

  /** What the files of the WAL archive add up to, as they are told one after the other. */
  static final class Range implements Listing.Files {
    private final long first;
    private final long last;
    private final long segmentSize;
    private final BitSet present = new BitSet();
    private long bytes;

    /** A range from the first number to the last, both of them in it. */
    Range(long first, long last, long segmentSize) {
      this.first = first;
      this.last = last;
      this.segmentSize = segmentSize;
    }

    boolean isSensible() {
      return first <= last && last - first < MAX_SEGMENTS;
    }

    /**
     * Takes note of a file in the archive. On which timeline a segment lies does not matter, for a
     * promotion goes on where the timeline before it ends.
     */
    @Override
    public void add(String path, long size) {
      addEarlier(path, size);
      String name = path.substring(path.lastIndexOf('/') + 1);
      // Not "SEGMENT.partial-…" nor "SEGMENT.OFFSET.backup".
      if (name.length() > WalSegment.NAME_LENGTH && name.charAt(WalSegment.NAME_LENGTH) == '-') {
        WalSegment.parse(name).ifPresent(this::add);
      }
    }

    private void add(WalSegment segment) {
      long number = segment.number(segmentSize);
      if (number >= first && number <= last) {
        present.set((int) (number - first));
      }
    }

    /** Takes note of a file of a cluster that the stanza had earlier. */
    void addEarlier(String path, long size) {
      bytes += size;
    }

    /** Returns the sizes of all files, whatever cluster they belong to. */
    long bytes() {
      return bytes;
    }

    /** Returns how many numbers no file had. */
    long missing() {
      return last - first + 1 - present.cardinality();
    }
  }
}
