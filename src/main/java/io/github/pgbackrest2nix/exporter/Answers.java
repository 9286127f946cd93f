package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.Declaration.DeclaredRepo;
import io.github.pgbackrest2nix.exporter.Declaration.DeclaredStanza;
import io.github.pgbackrest2nix.exporter.Snapshot.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What pgBackRest answered about everything declared. */
final class Answers {
  private static final Failure NO_STANZA =
      new Failure(
          ErrorCode.STANZA_NOT_MENTIONED, "the answer of pgbackrest does not mention the stanza");
  private static final Failure NO_REPO =
      new Failure(
          ErrorCode.REPO_NOT_MENTIONED, "the answer of pgbackrest does not mention the repository");

  private final Declaration declaration;
  private final InfoSource source;
  private boolean everyBackup;
  private long roomForBackups = MemoryLimit.ofEveryBackup();
  private final Map<String, StanzaAnswer> stanzas = new TreeMap<>();
  private final Map<RepoId, Failure> failures = new TreeMap<>();
  private boolean whole = true;
  private OptionalLong version = OptionalLong.empty();

  private Answers(Declaration declaration, InfoSource source, boolean everyBackup) {
    this.declaration = declaration;
    this.source = source;
    this.everyBackup = everyBackup;
  }

  /**
   * Asks for all at once and, if that takes too long or is too much, one by one.
   *
   * @param everyBackup whether every single backup is kept
   */
  static Answers of(Declaration declaration, InfoSource source, boolean everyBackup) {
    Answers answers = new Answers(declaration, source, everyBackup);
    try {
      answers.keep(source.all(answers::sumUp));
      answers.version = source.version();
    } catch (InfoFailedException e) {
      if (e.mayBeLess()) {
        answers.askOneByOne();
      } else {
        answers.failAll(new Failure(e.code(), e.reason()));
      }
    }
    return answers;
  }

  // One dead repository is enough to let the call for all of them time out. It is the same place
  // for all stanzas, so that it is waited for once.
  private void askOneByOne() {
    whole = false;
    Map<Integer, Failure> dead = new TreeMap<>();
    for (DeclaredStanza stanza : declaration.stanzas()) {
      for (DeclaredRepo repo : stanza.repos()) {
        RepoId id = new RepoId(stanza.name(), repo.key());
        if (dead.containsKey(repo.key())) {
          failures.put(id, dead.get(repo.key()));
          continue;
        }
        try {
          keep(source.one(id, this::sumUp));
        } catch (InfoFailedException e) {
          Failure failure = new Failure(e.code(), e.reason());
          failures.put(id, failure);
          if (e.isTimedOut()) {
            dead.put(repo.key(), failure);
          }
        }
      }
    }
  }

  private void failAll(Failure failure) {
    for (DeclaredStanza stanza : declaration.stanzas()) {
      for (DeclaredRepo repo : stanza.repos()) {
        failures.put(new RepoId(stanza.name(), repo.key()), failure);
      }
    }
  }

  // A repository may hold stanzas of other hosts, which report them themselves.
  private Optional<StanzaAnswer> sumUp(StanzaInfo info) {
    for (DeclaredStanza stanza : declaration.stanzas()) {
      if (stanza.name().equals(info.name())) {
        StanzaAnswer answer = StanzaAnswer.of(info, stanza.repos(), everyBackup);
        for (PackedBackup backup : answer.backups()) {
          roomForBackups -= backup.size();
        }
        everyBackup = everyBackup && roomForBackups >= 0;
        return Optional.of(everyBackup ? answer : answer.withoutEveryBackup());
      }
    }
    return Optional.empty();
  }

  private void keep(List<Optional<StanzaAnswer>> answer) {
    for (Optional<StanzaAnswer> stanza : answer) {
      stanza.ifPresent(each -> stanzas.merge(each.info().name(), each, StanzaAnswer::and));
    }
  }

  /** Finds the answer about a stanza, which may lack some repositories. */
  Optional<StanzaAnswer> find(String stanza) {
    return Optional.ofNullable(stanzas.get(stanza));
  }

  /** Returns why there is no answer about a repository. */
  Optional<Failure> findFailure(RepoId id) {
    Failure known = failures.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    return Optional.of(stanzas.containsKey(id.stanza()) ? NO_REPO : NO_STANZA);
  }

  /** Returns whether every single backup was wanted, and there were more than fit in memory. */
  boolean areTooManyBackups() {
    return roomForBackups < 0;
  }

  /** Returns whether all stanzas were asked for at once. */
  boolean areWhole() {
    return whole;
  }

  /** Returns pgBackRest's version as one number, if it told. */
  OptionalLong version() {
    return version;
  }
}
