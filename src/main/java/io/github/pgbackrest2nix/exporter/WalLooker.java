package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.HostFacts.ReadyWal;
import io.github.pgbackrest2nix.exporter.StanzaInfo.ArchiveInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Looks for missing WAL, seldom: a list of all segments costs time and, in the cloud, money. */
final class WalLooker {
  private final InfoSource source;
  private final Remembered remembered;
  private final long now;
  private final List<String> complaints = new ArrayList<>();
  private final Set<Integer> hanging = new TreeSet<>();

  WalLooker(InfoSource source, Remembered remembered, long now) {
    this.source = source;
    this.remembered = remembered;
    this.now = now;
  }

  /** Returns why WAL could not be listed. */
  List<String> complaints() {
    return complaints;
  }

  /** Finds the last look at a repository. */
  Optional<WalCheck> findLast(RepoId id) {
    return Optional.ofNullable(remembered.walChecks().get(id));
  }

  /** Looks at a repository if it is time, from the backup to the last segment. */
  Optional<WalCheck> look(RepoId id, Optional<BackupInfo> oldest, RepoFacts facts, HostFacts host) {
    Optional<WalCheck> last = findLast(id);
    if (last.isPresent() && !last.get().isDue(now)) {
      return last;
    }
    Optional<ArchiveInfo> archive = facts.findArchive();
    Optional<WalSegment> first =
        oldest.flatMap(backup -> WalSegment.parse(backup.details().walStart()));
    Optional<WalSegment> most = archive.flatMap(ArchiveInfo::max).flatMap(WalSegment::parse);
    if (archive.isEmpty() || first.isEmpty() || most.isEmpty()) {
      return last;
    }
    long size = host.segmentSize();
    long end = Math.min(most.get().number(size), lastDone(host));
    return list(id, facts, new WalCheck.Range(first.get().number(size), end, size));
  }

  // Asynchronous archiving takes segments in any order, so that those after the first that waits
  // may be there without those before them.
  private static long lastDone(HostFacts host) {
    return host.ready()
        .flatMap(ReadyWal::first)
        .map(segment -> segment.number(host.segmentSize()) - 1)
        .orElse(Long.MAX_VALUE);
  }

  private Optional<WalCheck> list(RepoId id, RepoFacts facts, WalCheck.Range range) {
    // It is the same place for all stanzas: waiting for it once is enough.
    if (!range.isSensible() || hanging.contains(id.key())) {
      return findLast(id);
    }
    try {
      String current = facts.findArchive().orElseThrow().id();
      boolean listed = true;
      for (ArchiveInfo archive : facts.archives()) {
        Listing.Files files = archive.id().equals(current) ? range : range::addEarlier;
        listed = listed && source.listArchive(id, archive.id(), files);
      }
      return listed
          ? Optional.of(new WalCheck(now, range.missing(), OptionalLong.of(range.bytes())))
          : findLast(id);
    } catch (InfoFailedException e) {
      if (e.isTimedOut()) {
        hanging.add(id.key());
      }
      complaints.add(
          "cannot list the WAL of " + id + ": " + String.join(" ", BoundedText.lines(e.reason())));
      return findLast(id);
    }
  }
}
