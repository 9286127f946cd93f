package io.github.pgbackrest2nix.exporter;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What this host's own files say of a stanza.
 *
 * @param control nothing if the cluster's control file cannot be read
 * @param ready nothing if the cluster's archive status cannot be read
 * @param archiving whether WAL is sent where it should be, if there is a cluster
 * @param spoolErrors errors of asynchronous archiving, if there is a spool
 * @param lockHolder names the command that holds the lock, or held it last
 * @param drills how the last trial restores went, by the key of their repository
 * @param complaints what should have been readable and was not
 */
record HostFacts(
    Optional<ControlFile> control,
    Optional<ReadyWal> ready,
    Optional<ArchivingCode> archiving,
    OptionalLong spoolErrors,
    String lockHolder,
    SortedMap<Integer, DrillResult> drills,
    List<String> complaints) {
  static final HostFacts NONE =
      new HostFacts(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          "",
          new TreeMap<>(),
          List.of());

  HostFacts {
    drills = Collections.unmodifiableSortedMap(new TreeMap<>(drills));
    complaints = List.copyOf(complaints);
  }

  /** Returns the size of a WAL segment in bytes, the usual one if it is not known. */
  long segmentSize() {
    return control.isPresent() ? control.get().segmentSize() : WalSegment.USUAL_SIZE;
  }

  /**
   * WAL that PostgreSQL wants archived and that is not yet.
   *
   * @param files segments, and what else is archived
   * @param segments whole segments alone
   * @param oldest Unix time since which the first of them waits
   * @param first of the waiting segments, along WAL
   */
  record ReadyWal(long files, long segments, OptionalLong oldest, Optional<WalSegment> first) {
    static final ReadyWal NOTHING = new ReadyWal(0, 0, OptionalLong.empty(), Optional.empty());

    /** Returns whether a segment comes before those that are known to wait. */
    boolean isFirst(Optional<WalSegment> segment) {
      return segment.isPresent()
          && (first.isEmpty() || segment.get().order() < first.get().order());
    }

    /** Returns this and one file more. */
    ReadyWal and(long since, Optional<WalSegment> segment) {
      return new ReadyWal(
          files + 1,
          segments + (segment.isPresent() ? 1 : 0),
          OptionalLong.of(Math.min(since, oldest.orElse(Long.MAX_VALUE))),
          segment
              .filter(each -> first.isEmpty() || each.order() < first.get().order())
              .or(() -> first));
    }
  }
}
