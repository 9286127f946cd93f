package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.Remembered.Running;
import io.github.pgbackrest2nix.exporter.Remembered.Success;
import io.github.pgbackrest2nix.exporter.StanzaInfo.RepoInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The outcome of one collection: everything that is exported.
 *
 * @param at Unix time at which it ended
 * @param version pgBackRest's, as one number, if it told
 * @param stanzas by name, one for each that is declared
 * @param repos one for each declared stanza and repository
 * @param jobs how the last runs of services went, by unit
 * @param nextDue Unix times by calendar expression
 * @param otherComplaints what else could not be found out, and why
 * @param everyBackup whether series of every single backup are exported
 */
record Snapshot(
    Declaration declaration,
    long at,
    Duration took,
    OptionalLong version,
    SortedMap<String, StanzaOutcome> stanzas,
    List<RepoOutcome> repos,
    SortedMap<String, JobResult> jobs,
    SortedMap<String, Long> nextDue,
    List<String> otherComplaints,
    boolean everyBackup) {
  Snapshot {
    stanzas = Collections.unmodifiableSortedMap(new TreeMap<>(stanzas));
    repos = List.copyOf(repos);
    jobs = Collections.unmodifiableSortedMap(new TreeMap<>(jobs));
    nextDue = Collections.unmodifiableSortedMap(new TreeMap<>(nextDue));
    otherComplaints = List.copyOf(otherComplaints);
  }

  String hostname() {
    return declaration.hostname();
  }

  boolean isComplete() {
    for (RepoOutcome repo : repos) {
      if (!repo.isSuccess()) {
        return false;
      }
    }
    return true;
  }

  /** Returns the backups of all stanzas, if series of every single one are exported. */
  List<PackedBackup> backups() {
    List<PackedBackup> backups = new ArrayList<>();
    for (StanzaOutcome stanza : stanzas.values()) {
      backups.addAll(stanza.answer().map(StanzaAnswer::backups).orElse(List.of()));
    }
    return backups;
  }

  /** Returns the same without series of every single backup, and for each repository the reason. */
  Snapshot withoutEveryBackup(Failure reason) {
    List<RepoOutcome> failed = new ArrayList<>();
    for (RepoOutcome repo : repos) {
      failed.add(repo.failed(reason));
    }
    SortedMap<String, StanzaOutcome> fewer = new TreeMap<>();
    stanzas.forEach((name, stanza) -> fewer.put(name, stanza.withoutEveryBackup()));
    return new Snapshot(
        declaration, at, took, version, fewer, failed, jobs, nextDue, otherComplaints, false);
  }

  /** Returns the size of a stanza's WAL segments in bytes. */
  long segmentSize(String stanza) {
    StanzaOutcome outcome = stanzas.get(stanza);
    return outcome == null ? WalSegment.USUAL_SIZE : outcome.host().segmentSize();
  }

  /** Returns the cipher of a repository as pgBackRest last told it, or nothing. */
  String findCipher(RepoId id) {
    for (RepoOutcome repo : repos) {
      if (repo.id().equals(id)) {
        Optional<String> now = repo.info().map(RepoInfo::cipher);
        return now.or(() -> repo.lastSuccess().map(success -> success.facts().cipher())).orElse("");
      }
    }
    return "";
  }

  /** Returns what should have been readable on this host and was not. */
  List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    for (StanzaOutcome stanza : stanzas.values()) {
      complaints.addAll(stanza.host().complaints());
    }
    complaints.addAll(otherComplaints);
    return complaints;
  }

  /** Returns what the next collection has to know of this one and those before. */
  Remembered remember() {
    Map<RepoId, Success> successes = new TreeMap<>();
    for (RepoOutcome repo : repos) {
      if (repo.lastSuccess().isPresent()) {
        successes.put(repo.id(), repo.lastSuccess().get());
      }
    }
    SortedMap<String, Running> running = new TreeMap<>();
    stanzas.forEach(
        (name, stanza) -> stanza.running().ifPresent(command -> running.put(name, command)));
    SortedMap<RepoId, WalCheck> walChecks = new TreeMap<>();
    for (RepoOutcome repo : repos) {
      repo.walCheck().ifPresent(check -> walChecks.put(repo.id(), check));
    }
    return new Remembered(new TreeMap<>(successes), running, walChecks);
  }

  /**
   * What a collection has to say of one stanza.
   *
   * @param answer as pgBackRest reported it, if it did
   * @param status its code; absent if only some repositories answered
   * @param running the command that holds the lock
   * @param rooms of the file systems, by place
   */
  record StanzaOutcome(
      Optional<StanzaAnswer> answer,
      OptionalInt status,
      HostFacts host,
      Optional<Running> running,
      SortedMap<String, Room> rooms) {
    StanzaOutcome {
      rooms = Collections.unmodifiableSortedMap(new TreeMap<>(rooms));
    }

    private StanzaOutcome withoutEveryBackup() {
      return new StanzaOutcome(
          answer.map(StanzaAnswer::withoutEveryBackup), status, host, running, rooms);
    }
  }

  /**
   * What a collection has to say of one stanza in one repository.
   *
   * @param info as pgBackRest reported it, if it did
   * @param lastSuccess of this collection or, if it failed, of an earlier one
   * @param why the backups could not be read
   * @param walCheck the last one
   */
  record RepoOutcome(
      RepoId id,
      Optional<RepoInfo> info,
      Optional<Success> lastSuccess,
      Optional<Failure> why,
      Optional<WalCheck> walCheck) {
    private RepoOutcome failed(Failure reason) {
      return new RepoOutcome(id, info, lastSuccess, why.or(() -> Optional.of(reason)), walCheck);
    }

    boolean isSuccess() {
      return why.isEmpty();
    }

    /** Returns why the backups could not be read, in words. */
    Optional<String> failure() {
      return why.map(Failure::message);
    }
  }

  /**
   * Why something could not be read.
   *
   * @param code see {@link ErrorCode}
   */
  record Failure(int code, String message) {}
}
