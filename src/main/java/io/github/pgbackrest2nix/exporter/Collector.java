package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.Declaration.DeclaredJob;
import io.github.pgbackrest2nix.exporter.Declaration.DeclaredRepo;
import io.github.pgbackrest2nix.exporter.Declaration.DeclaredStanza;
import io.github.pgbackrest2nix.exporter.Remembered.Running;
import io.github.pgbackrest2nix.exporter.Remembered.Success;
import io.github.pgbackrest2nix.exporter.Snapshot.Failure;
import io.github.pgbackrest2nix.exporter.Snapshot.RepoOutcome;
import io.github.pgbackrest2nix.exporter.Snapshot.StanzaOutcome;
import io.github.pgbackrest2nix.exporter.StanzaInfo.Lock;
import io.github.pgbackrest2nix.exporter.StanzaInfo.RepoInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Asks for everything that is declared and holds the answers against the declaration. */
final class Collector {
  private final Declaration declaration;
  private final InfoSource source;
  private final Calendars calendars;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final FileSystems fileSystems;
  private final boolean everyBackup;

  Collector(
      Declaration declaration,
      InfoSource source,
      Calendars calendars,
      Clock clock,
      LongSupplier nanoTime) {
    this(declaration, source, calendars, clock, nanoTime, FileSystems.ofHost(), false);
  }

  private Collector(
      Declaration declaration,
      InfoSource source,
      Calendars calendars,
      Clock clock,
      LongSupplier nanoTime,
      FileSystems fileSystems,
      boolean everyBackup) {
    this.declaration = declaration;
    this.source = source;
    this.calendars = calendars;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.fileSystems = fileSystems;
    this.everyBackup = everyBackup;
  }

  /** Returns the same for series of every single backup, too, if they are wanted. */
  Collector withEveryBackup(boolean wanted) {
    return new Collector(declaration, source, calendars, clock, nanoTime, fileSystems, wanted);
  }

  /** Collects; if there is more than fits in memory, that is what the outcome says. */
  Snapshot collect(Remembered remembered) {
    try {
      return attempt(remembered);
    } catch (OutOfMemoryError e) {
      InfoSource none = new TooMuch(MemoryLimit.failure());
      return new Collector(declaration, none, calendars, clock, nanoTime, fileSystems, false)
          .attempt(remembered);
    }
  }

  private Snapshot attempt(Remembered remembered) {
    long start = nanoTime.getAsLong();
    Map<Path, Room> rooms = fileSystems.ask(directories());
    ArchivedSoFar archived = ArchivedSoFar.read(declaration, clock.instant().getEpochSecond());
    Answers answers = Answers.of(declaration, source, everyBackup);
    long now = clock.instant().getEpochSecond();
    WalLooker wal = new WalLooker(source, remembered, now);
    Round round = new Round(answers, remembered, now, archived, wal, rooms);
    SortedMap<String, StanzaOutcome> stanzas = new TreeMap<>();
    List<RepoOutcome> repos = new ArrayList<>();
    for (DeclaredStanza stanza : declaration.stanzas()) {
      StanzaOutcome outcome = round.stanza(stanza, declaration);
      stanzas.put(stanza.name(), outcome);
      for (DeclaredRepo repo : stanza.repos()) {
        repos.add(round.repo(new RepoId(stanza.name(), repo.key()), outcome.host()));
      }
    }
    List<String> complaints = new ArrayList<>(round.wal.complaints());
    complaints.addAll(archived.complaints());
    Snapshot snapshot =
        new Snapshot(
            declaration,
            round.now,
            Duration.ofNanos(nanoTime.getAsLong() - start),
            answers.version(),
            stanzas,
            repos,
            jobs(complaints),
            nextDue(complaints),
            complaints,
            everyBackup);
    return answers.areTooManyBackups()
        ? snapshot.withoutEveryBackup(MemoryLimit.failure())
        : snapshot;
  }

  private List<Path> directories() {
    List<Path> directories = new ArrayList<>();
    for (DeclaredStanza stanza : declaration.stanzas()) {
      directories.addAll(Places.of(stanza).values());
    }
    return directories;
  }

  private SortedMap<String, JobResult> jobs(List<String> complaints) {
    SortedMap<String, JobResult> results = new TreeMap<>();
    for (DeclaredJob job : declaration.jobs()) {
      try {
        JobResult.read(job.result()).ifPresent(result -> results.put(job.unit(), result));
      } catch (IOException e) {
        complaints.add("cannot read how " + job.unit() + " went: " + Messages.reason(e));
      }
    }
    return results;
  }

  private SortedMap<String, Long> nextDue(List<String> complaints) {
    NavigableSet<String> expressions = new TreeSet<>();
    for (DeclaredStanza stanza : declaration.stanzas()) {
      for (DeclaredRepo repo : stanza.repos()) {
        repo.schedules().values().forEach(expressions::addAll);
      }
    }
    try {
      return new TreeMap<>(calendars.next(expressions));
    } catch (InfoFailedException e) {
      complaints.add("cannot tell when backups are due: " + e.reason());
      return new TreeMap<>();
    }
  }

  /** Stands in for pgBackRest where its answers do not fit in memory. */
  private record TooMuch(Failure failure) implements InfoSource {
    @Override
    public <T> List<T> all(Function<StanzaInfo, T> keep) throws InfoFailedException {
      throw new InfoFailedException(failure.code(), failure.message());
    }

    @Override
    public <T> List<T> one(RepoId id, Function<StanzaInfo, T> keep) throws InfoFailedException {
      throw new InfoFailedException(failure.code(), failure.message());
    }
  }

  /** The answers of one collection and what was known before. */
  private record Round(
      Answers answers,
      Remembered remembered,
      long now,
      ArchivedSoFar archived,
      WalLooker wal,
      Map<Path, Room> rooms) {
    StanzaOutcome stanza(DeclaredStanza stanza, Declaration declaration) {
      String name = stanza.name();
      HostFacts host = LocalHost.read(stanza, declaration.lockPath(), now);
      Optional<StanzaAnswer> answer = answers.find(name);
      return new StanzaOutcome(
          answer, status(stanza), host, running(name, answer, host), Places.rooms(stanza, rooms));
    }

    // If pgBackRest was not asked for the stanza as a whole, what it would have said follows from
    // its repositories, but only if all of them answered.
    private OptionalInt status(DeclaredStanza stanza) {
      Optional<StanzaInfo> answer = answers.find(stanza.name()).map(StanzaAnswer::info);
      if (answer.isEmpty() || answers.areWhole()) {
        return answer.isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(answer.get().status().code());
      }
      OptionalInt status = OptionalInt.empty();
      for (DeclaredRepo repo : stanza.repos()) {
        Optional<RepoInfo> info = answer.get().findRepo(repo.key());
        if (info.isEmpty()) {
          return OptionalInt.empty();
        }
        int code = info.get().status().code();
        status =
            OptionalInt.of(
                status.isEmpty() || status.getAsInt() == code
                    ? code
                    : StanzaInfo.Status.DIFFERENT_ACROSS_REPOS);
      }
      return status;
    }

    private Optional<Running> running(
        String stanza, Optional<StanzaAnswer> answer, HostFacts host) {
      Optional<Running> before = Optional.ofNullable(remembered.running().get(stanza));
      if (answer.isEmpty()) {
        return before;
      }
      if (!answer.get().info().backupLock().map(Lock::held).orElse(false)) {
        return Optional.empty();
      }
      String holder = host.lockHolder();
      return before
          .filter(each -> each.holder().equals(holder))
          .or(() -> Optional.of(new Running(holder, now)));
    }

    RepoOutcome repo(RepoId id, HostFacts host) {
      Optional<StanzaAnswer> stanza = answers.find(id.stanza());
      Optional<RepoInfo> repo = stanza.flatMap(each -> each.info().findRepo(id.key()));
      Optional<RepoBackups> backups = stanza.flatMap(each -> each.findBackups(id.key()));
      Optional<Failure> failure = repo.isEmpty() ? answers.findFailure(id) : failure(repo.get());
      if (failure.isPresent() || backups.isEmpty()) {
        Optional<Success> before = Optional.ofNullable(remembered.successes().get(id));
        return new RepoOutcome(id, repo, before, failure, wal.findLast(id));
      }
      Optional<String> system = host.control().map(ControlFile::systemId);
      RepoFacts found = backups.get().facts(system);
      RepoFacts facts =
          found.with(archived.lacking(id, found, system, remembered.successes().get(id)));
      Optional<WalCheck> check = wal.look(id, backups.get().oldestRestorable(), facts, host);
      return new RepoOutcome(id, repo, Optional.of(new Success(now, facts)), failure, check);
    }

    // An unmounted repository looks like a missing stanza (code 1): the last known values are
    // nearer to the truth than an empty list.
    private static Optional<Failure> failure(RepoInfo repo) {
      StanzaInfo.Status status = repo.status();
      String message = "status " + status.code() + ": " + status.message();
      return status.isReadable()
          ? Optional.empty()
          : Optional.of(new Failure(ErrorCode.REPO_NOT_READABLE, message));
    }
  }
}
