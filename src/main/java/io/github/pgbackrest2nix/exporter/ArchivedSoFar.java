package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.Declaration.DeclaredStanza;
import io.github.pgbackrest2nix.exporter.Remembered.Success;
import io.github.pgbackrest2nix.exporter.StanzaInfo.ArchiveInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the clusters of this host had archived when a collection began, against its answers. */
final class ArchivedSoFar {
  private final Map<String, FinishedWal> finished = new TreeMap<>();
  private final List<String> complaints = new ArrayList<>();

  private ArchivedSoFar() {}

  /** Reads it for every stanza whose cluster is on this host. */
  static ArchivedSoFar read(Declaration declaration, long now) {
    ArchivedSoFar archived = new ArchivedSoFar();
    for (DeclaredStanza stanza : declaration.stanzas()) {
      if (stanza.dataDir().isPresent()) {
        try {
          FinishedWal.read(stanza.dataDir().get(), now)
              .ifPresent(wal -> archived.finished.put(stanza.name(), wal));
        } catch (IOException e) {
          archived.complain(stanza.name(), e);
        }
      }
    }
    return archived;
  }

  /** Returns what should have been readable and was not. */
  List<String> complaints() {
    return complaints;
  }

  /**
   * Finds what a repository lacks.
   *
   * @param system identifier of the cluster, if it can be read
   * @param before the last time that the repository could be read
   */
  Optional<Unarchived> lacking(
      RepoId id, RepoFacts facts, Optional<String> system, @Nullable Success before) {
    FinishedWal wal = finished.get(id.stanza());
    if (wal == null) {
      return Optional.empty();
    }
    Optional<String> newest = newest(facts, system);
    OptionalLong since =
        before != null && newest.equals(newest(before.facts(), system))
            ? before.facts().unarchived().map(Unarchived::since).orElse(OptionalLong.empty())
            : OptionalLong.empty();
    try {
      return wal.lackingAfter(newest.flatMap(WalSegment::parse), since);
    } catch (IOException e) {
      complain(id.stanza(), e);
      return Optional.empty();
    }
  }

  // The repository may know the stanza by another cluster, whose WAL is not this one's.
  private static Optional<String> newest(RepoFacts facts, Optional<String> system) {
    return facts.database().map(StanzaInfo.DatabaseInfo::systemId).equals(system)
        ? facts.findArchive().flatMap(ArchiveInfo::max)
        : Optional.empty();
  }

  private void complain(String stanza, IOException e) {
    complaints.add(
        "cannot tell what WAL of stanza \"%s\" is archived: %s"
            .formatted(stanza, Messages.reason(e)));
  }
}
