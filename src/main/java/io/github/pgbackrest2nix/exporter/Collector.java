package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.Declaration.DeclaredRepo;
import io.github.pgbackrest2nix.exporter.Declaration.DeclaredStanza;
import io.github.pgbackrest2nix.exporter.Remembered.Success;
import io.github.pgbackrest2nix.exporter.Snapshot.RepoOutcome;
import io.github.pgbackrest2nix.exporter.StanzaInfo.BackupInfo;
import io.github.pgbackrest2nix.exporter.StanzaInfo.RepoInfo;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Asks for everything that is declared and holds the answers against the declaration. */
final class Collector {
  private final Declaration declaration;
  private final InfoSource source;
  private final Clock clock;
  private final LongSupplier nanoTime;

  Collector(Declaration declaration, InfoSource source, Clock clock, LongSupplier nanoTime) {
    this.declaration = declaration;
    this.source = source;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  Snapshot collect(Remembered remembered) {
    long start = nanoTime.getAsLong();
    Map<RepoId, Answer> answers = new TreeMap<>();
    Map<String, Integer> stanzaStatus = ask(answers);
    long now = clock.instant().getEpochSecond();
    List<RepoOutcome> outcomes = new ArrayList<>();
    for (Map.Entry<RepoId, Answer> answer : answers.entrySet()) {
      outcomes.add(outcome(answer.getKey(), answer.getValue(), now, remembered));
    }
    return new Snapshot(
        declaration.hostname(),
        now,
        Duration.ofNanos(nanoTime.getAsLong() - start),
        stanzaStatus,
        outcomes);
  }

  /** Fills in an answer for everything declared; returns the stanzas' status codes. */
  private Map<String, Integer> ask(Map<RepoId, Answer> answers) {
    try {
      List<StanzaInfo> all = source.all();
      for (RepoId id : declared()) {
        answers.put(id, answerIn(all, id));
      }
      return statusOf(all);
    } catch (InfoFailedException e) {
      if (e.isTimedOut()) {
        askOneByOne(answers);
        return statusOfParts(answers);
      }
      for (RepoId id : declared()) {
        answers.put(id, Answer.none(e.reason()));
      }
      return Map.of();
    }
  }

  // One dead repository is enough to let the call for all of them time out.
  private void askOneByOne(Map<RepoId, Answer> answers) {
    for (RepoId id : declared()) {
      try {
        answers.put(id, answerIn(source.one(id), id));
      } catch (InfoFailedException e) {
        answers.put(id, Answer.none(e.reason()));
      }
    }
  }

  private List<RepoId> declared() {
    List<RepoId> ids = new ArrayList<>();
    for (DeclaredStanza stanza : declaration.stanzas()) {
      for (DeclaredRepo repo : stanza.repos()) {
        ids.add(new RepoId(stanza.name(), repo.key()));
      }
    }
    return ids;
  }

  private static Answer answerIn(List<StanzaInfo> stanzas, RepoId id) {
    for (StanzaInfo stanza : stanzas) {
      if (stanza.name().equals(id.stanza())) {
        return answerIn(stanza, id);
      }
    }
    return Answer.none("the answer of pgbackrest does not mention the stanza");
  }

  private static Answer answerIn(StanzaInfo stanza, RepoId id) {
    for (RepoInfo repo : stanza.repos()) {
      if (repo.key() == id.key()) {
        return new Answer(Optional.of(repo), stanza.backupsIn(id.key()), "");
      }
    }
    return Answer.none("the answer of pgbackrest does not mention the repository");
  }

  private Map<String, Integer> statusOf(List<StanzaInfo> stanzas) {
    Map<String, Integer> status = new HashMap<>();
    for (StanzaInfo stanza : stanzas) {
      status.put(stanza.name(), stanza.status().code());
    }
    Set<String> ours = new HashSet<>();
    for (DeclaredStanza stanza : declaration.stanzas()) {
      ours.add(stanza.name());
    }
    // A repository may hold stanzas of other hosts, which report them themselves.
    status.keySet().retainAll(ours);
    return status;
  }

  // pgBackRest was not asked for the stanza as a whole: what it would have said follows from its
  // repositories, but only if all of them answered.
  private static Map<String, Integer> statusOfParts(Map<RepoId, Answer> answers) {
    Map<String, Integer> status = new HashMap<>();
    List<String> unknown = new ArrayList<>();
    answers.forEach(
        (id, answer) ->
            answer
                .repo()
                .ifPresentOrElse(
                    repo -> status.merge(id.stanza(), repo.status().code(), Collector::merged),
                    () -> unknown.add(id.stanza())));
    unknown.forEach(status::remove);
    return status;
  }

  private static int merged(int one, int other) {
    return one == other ? one : StanzaInfo.Status.DIFFERENT_ACROSS_REPOS;
  }

  private static RepoOutcome outcome(RepoId id, Answer answer, long now, Remembered remembered) {
    Optional<String> failure = answer.failure();
    Optional<Success> lastSuccess =
        failure.isEmpty()
            ? Optional.of(new Success(now, RepoFacts.of(answer.backups())))
            : Optional.ofNullable(remembered.successes().get(id));
    return new RepoOutcome(id, answer.repo(), lastSuccess, failure);
  }

  /**
   * What is known now of one stanza in one repository.
   *
   * @param whyNone if the repository is absent
   */
  private record Answer(Optional<RepoInfo> repo, List<BackupInfo> backups, String whyNone) {
    static Answer none(String why) {
      return new Answer(Optional.empty(), List.of(), why);
    }

    Optional<String> failure() {
      if (repo.isEmpty()) {
        return Optional.of(whyNone);
      }
      StanzaInfo.Status status = repo.get().status();
      // An unmounted repository looks like a missing stanza (code 1): the last known values are
      // nearer to the truth than an empty list.
      return status.isReadable()
          ? Optional.empty()
          : Optional.of("status " + status.code() + ": " + status.message());
    }
  }
}
