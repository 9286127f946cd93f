package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.Remembered.Success;
import io.github.pgbackrest2nix.exporter.StanzaInfo.RepoInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The outcome of one collection: everything that is exported.
 *
 * @param at Unix time at which it ended
 * @param stanzaStatus codes by stanza, of those whose status is known
 * @param repos one for each declared stanza and repository
 */
record Snapshot(
    String hostname,
    long at,
    Duration took,
    Map<String, Integer> stanzaStatus,
    List<RepoOutcome> repos) {
  Snapshot {
    stanzaStatus = Map.copyOf(stanzaStatus);
    repos = List.copyOf(repos);
  }

  boolean isComplete() {
    for (RepoOutcome repo : repos) {
      if (!repo.isSuccess()) {
        return false;
      }
    }
    return true;
  }

  /** Returns what the next collection has to know of this one and those before. */
  Remembered remember() {
    Map<RepoId, Success> successes = new TreeMap<>();
    for (RepoOutcome repo : repos) {
      if (repo.lastSuccess().isPresent()) {
        successes.put(repo.id(), repo.lastSuccess().get());
      }
    }
    return Remembered.of(successes);
  }

  /**
   * What a collection has to say of one stanza in one repository.
   *
   * @param info as pgBackRest reported it, if it did
   * @param lastSuccess of this collection or, if it failed, of an earlier one
   * @param failure why the backups could not be read
   */
  record RepoOutcome(
      RepoId id, Optional<RepoInfo> info, Optional<Success> lastSuccess, Optional<String> failure) {
    boolean isSuccess() {
      return failure.isEmpty();
    }
  }
}
