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
  private final Map<String, StanzaInfo> stanzas = new TreeMap<>();
  private final Map<RepoId, Failure> failures = new TreeMap<>();
  private boolean whole = true;
  private OptionalLong version = OptionalLong.empty();

  private Answers(Declaration declaration, InfoSource source) {
    this.declaration = declaration;
    this.source = source;
  }

  /** Asks for all at once and, if that takes too long, one by one. */
  static Answers of(Declaration declaration, InfoSource source) {
    Answers answers = new Answers(declaration, source);
    try {
      answers.keep(source.all());
      answers.version = source.version();
    } catch (InfoFailedException e) {
      if (e.isTimedOut()) {
        answers.askOneByOne();
      } else {
        answers.failAll(new Failure(e.code(), e.reason()));
      }
    }
    return answers;
  }

  // One dead repository is enough to let the call for all of them time out.
  private void askOneByOne() {
    whole = false;
    for (DeclaredStanza stanza : declaration.stanzas()) {
      for (DeclaredRepo repo : stanza.repos()) {
        RepoId id = new RepoId(stanza.name(), repo.key());
        try {
          keep(source.one(id));
        } catch (InfoFailedException e) {
          failures.put(id, new Failure(e.code(), e.reason()));
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
  private void keep(List<StanzaInfo> answer) {
    for (StanzaInfo info : answer) {
      for (DeclaredStanza stanza : declaration.stanzas()) {
        if (stanza.name().equals(info.name())) {
          stanzas.merge(info.name(), info, StanzaInfo::and);
        }
      }
    }
  }

  /** Finds the answer about a stanza, which may lack some repositories. */
  Optional<StanzaInfo> find(String stanza) {
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

  /** Returns whether all stanzas were asked for at once. */
  boolean areWhole() {
    return whole;
  }

  /** Returns pgBackRest's version as one number, if it told. */
  OptionalLong version() {
    return version;
  }
}
