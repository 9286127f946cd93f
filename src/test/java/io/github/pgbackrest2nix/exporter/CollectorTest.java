package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.exporter.BackupInfo.Details;
import io.github.pgbackrest2nix.exporter.BackupInfo.Sizes;
import io.github.pgbackrest2nix.exporter.Remembered.Running;
import io.github.pgbackrest2nix.exporter.Remembered.Success;
import io.github.pgbackrest2nix.exporter.RepoFacts.LastBackup;
import io.github.pgbackrest2nix.exporter.RepoFacts.TypeFacts;
import io.github.pgbackrest2nix.exporter.Snapshot.Failure;
import io.github.pgbackrest2nix.exporter.Snapshot.RepoOutcome;
import io.github.pgbackrest2nix.exporter.Snapshot.StanzaOutcome;
import io.github.pgbackrest2nix.exporter.StanzaInfo.Lock;
import io.github.pgbackrest2nix.exporter.StanzaInfo.RepoInfo;
import io.github.pgbackrest2nix.exporter.StanzaInfo.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectorTest {
  private static final OptionalLong NONE = OptionalLong.empty();
  private static final Sizes SIZES = new Sizes(NONE, NONE, NONE, OptionalLong.of(9), NONE, NONE);
  private static final RepoId NAS = new RepoId("main", 1);
  private static final RepoId R2 = new RepoId("main", 2);
  private static final long NOW = 1_000;
  private static final Success EARLIER = new Success(900, facts(800, 7));
  private static final Remembered MEMORY = Remembered.of(Map.of(NAS, EARLIER, R2, EARLIER));

  /** Returns the facts of full backups alone. */
  private static RepoFacts facts(long stop, long count) {
    TypeFacts none = new TypeFacts(0, NONE, Optional.empty());
    LastBackup last = new LastBackup(NONE, stop, SIZES, Optional.empty());
    return new RepoFacts(
        new TreeMap<>(
            Map.of(
                "full", new TypeFacts(count, NONE, Optional.of(last)), "diff", none, "incr", none)),
        count,
        OptionalLong.of(9),
        OptionalLong.of(9),
        NONE,
        "none",
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  private static Snapshot collect(InfoSource source, Remembered remembered) {
    return collect(source, Recordings.CALENDARS, remembered);
  }

  private static Snapshot collect(InfoSource source, Calendars calendars, Remembered remembered) {
    Iterator<Long> nanoTimes = List.of(5L, 2_000_000_005L).iterator();
    Clock clock = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);
    return new Collector(Recordings.DECLARATION, source, calendars, clock, nanoTimes::next)
        .collect(remembered);
  }

  private static StanzaInfo stanza(int code, RepoInfo... repos) {
    return stanza(code, Optional.empty(), repos);
  }

  private static StanzaInfo stanza(int code, Optional<Lock> lock, RepoInfo... repos) {
    return new StanzaInfo(
        "main",
        new Status(code, ""),
        lock,
        Optional.empty(),
        List.of(repos),
        List.of(),
        List.of(),
        List.of(BACKUP));
  }

  private static StanzaInfo foreign() {
    return new StanzaInfo(
        "other",
        new Status(0, "ok"),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static final BackupInfo BACKUP =
      new BackupInfo(1, 1, "L", "full", NONE, 500, SIZES, Optional.empty(), Details.UNKNOWN);

  private static final Success NEW = new Success(NOW, facts(500, 1));

  private static RepoInfo repo(int key, int code) {
    return new RepoInfo(key, "none", new Status(code, "message"));
  }

  @Test
  void tellsTheNewFromTheRemembered() {
    StanzaInfo main = stanza(4, repo(1, 0), repo(2, 99));

    Snapshot snapshot = collect(new Fixed(List.of(main), Map.of()), MEMORY);

    assertThat(snapshot)
        .isEqualTo(
            new Snapshot(
                Recordings.DECLARATION,
                NOW,
                Duration.ofSeconds(2),
                OptionalLong.of(2_060_000),
                new TreeMap<>(
                    Map.of(
                        "main",
                        new StanzaOutcome(
                            Optional.of(
                                StanzaAnswer.of(
                                    main, Recordings.DECLARATION.stanzas().get(0).repos(), false)),
                            OptionalInt.of(4),
                            HostFacts.NONE,
                            Optional.empty(),
                            new TreeMap<>()))),
                List.of(
                    new RepoOutcome(
                        NAS,
                        Optional.of(repo(1, 0)),
                        Optional.of(NEW),
                        Optional.empty(),
                        Optional.empty()),
                    new RepoOutcome(
                        R2,
                        Optional.of(repo(2, 99)),
                        Optional.of(EARLIER),
                        Optional.of(new Failure(8, "status 99: message")),
                        Optional.empty())),
                new TreeMap<>(),
                new TreeMap<>(Recordings.NEXT_DUE),
                List.of(),
                false));
    assertThat(snapshot.remember()).isEqualTo(Remembered.of(Map.of(NAS, NEW, R2, EARLIER)));
  }

  @Test
  void asksForEveryScheduleAndSaysWhereThatFails() {
    Calendars failing =
        expressions -> {
          throw new InfoFailedException(ErrorCode.NOT_STARTED, "asked for " + expressions);
        };

    Snapshot snapshot = collect(new Fixed(List.of(), Map.of()), failing, MEMORY);

    assertThat(snapshot.nextDue()).isEmpty();
    assertThat(snapshot.complaints())
        .containsExactly("cannot tell when backups are due: asked for [*:20, *:50, 01:00]");
  }

  @ParameterizedTest
  @CsvSource({"0,true", "1,false", "2,true", "3,false", "6,false", "99,false", "1000,false"})
  void believesOnlyARepositoryThatCouldBeRead(int code, boolean believed) {
    StanzaInfo main = stanza(0, repo(1, code), repo(2, 0));

    Snapshot snapshot = collect(new Fixed(List.of(main), Map.of()), MEMORY);

    assertThat(snapshot.isComplete()).isEqualTo(believed);
    assertThat(snapshot.repos().get(0).lastSuccess()).hasValue(believed ? NEW : EARLIER);
  }

  @Test
  void failsForEverythingDeclaredThatIsNotMentioned() {
    StanzaInfo foreign = foreign();

    assertThat(failures(collect(new Fixed(List.of(), Map.of()), Remembered.NOTHING)))
        .containsOnly("the answer of pgbackrest does not mention the stanza");
    assertThat(failures(collect(new Fixed(List.of(foreign), Map.of()), Remembered.NOTHING)))
        .containsOnly("the answer of pgbackrest does not mention the stanza");
    assertThat(failures(collect(new Fixed(List.of(stanza(0, repo(1, 0))), Map.of()), MEMORY)))
        .containsExactly("", "the answer of pgbackrest does not mention the repository");
  }

  @Test
  void keepsQuietAboutStanzasThatAreNotDeclared() {
    StanzaInfo main = stanza(0, repo(1, 0), repo(2, 0), repo(3, 0));
    StanzaInfo foreign = foreign();

    Snapshot snapshot = collect(new Fixed(List.of(foreign, main), Map.of()), MEMORY);

    assertThat(snapshot.stanzas().keySet()).containsExactly("main");
    assertThat(statusOf(snapshot)).hasValue(0);
    assertThat(snapshot.repos()).extracting(RepoOutcome::id).containsExactly(NAS, R2);
  }

  @Test
  void remembersEverythingIfPgBackRestDoesNotAnswer() {
    InfoSource broken = new Broken(new InfoFailedException(37, "no JSON"));

    Snapshot snapshot = collect(broken, MEMORY);

    assertThat(snapshot.repos())
        .extracting(RepoOutcome::why)
        .containsOnly(Optional.of(new Failure(37, "no JSON")));
    assertThat(statusOf(snapshot)).isEmpty();
    assertThat(snapshot.remember()).isEqualTo(MEMORY);
  }

  @Test
  void asksOneByOneIfTheWholeTakesTooLong() {
    Fixed source = new Fixed(List.of(), Map.of(NAS, List.of(stanza(0, repo(1, 0)))));

    Snapshot snapshot = collect(new TooSlow(source), MEMORY);

    assertThat(failures(snapshot)).containsExactly("", "dead");
    assertThat(snapshot.repos())
        .extracting(RepoOutcome::lastSuccess)
        .containsExactly(Optional.of(NEW), Optional.of(EARLIER));
    assertThat(statusOf(snapshot)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0,0,0", "1,1,1", "0,2,4", "99,0,4"})
  void concludesTheStatusOfTheStanzaIfAllAnswerOneByOne(int one, int two, int together) {
    Fixed source =
        new Fixed(
            List.of(),
            Map.of(
                NAS, List.of(stanza(one, repo(1, one))), R2, List.of(stanza(two, repo(2, two)))));

    assertThat(statusOf(collect(new TooSlow(source), MEMORY))).hasValue(together);
  }

  @Test
  void tellsHowLongACommandHasRun() {
    StanzaInfo locked = stanza(0, lock(true), repo(1, 0), repo(2, 0));
    StanzaInfo free = stanza(0, lock(false), repo(1, 0), repo(2, 0));
    Running before = new Running("", 700);
    Remembered memory =
        new Remembered(MEMORY.successes(), new TreeMap<>(Map.of("main", before)), new TreeMap<>());
    Remembered other =
        new Remembered(
            MEMORY.successes(),
            new TreeMap<>(Map.of("main", new Running("12-ab", 700))),
            new TreeMap<>());

    assertThat(running(locked, MEMORY)).hasValue(new Running("", NOW));
    assertThat(running(locked, memory)).hasValue(before);
    assertThat(running(locked, other)).hasValue(new Running("", NOW));
    assertThat(running(free, memory)).isEmpty();
    assertThat(collect(new Broken(new InfoFailedException(1, "")), memory).remember())
        .isEqualTo(memory);
  }

  private static Optional<Lock> lock(boolean held) {
    return Optional.of(new Lock(held, NONE, NONE, List.of()));
  }

  private static Optional<Running> running(StanzaInfo main, Remembered remembered) {
    Snapshot snapshot = collect(new Fixed(List.of(main), Map.of()), remembered);
    return outcomeOf(snapshot).running();
  }

  private static StanzaOutcome outcomeOf(Snapshot snapshot) {
    return Objects.requireNonNull(snapshot.stanzas().get("main"));
  }

  private static OptionalInt statusOf(Snapshot snapshot) {
    return outcomeOf(snapshot).status();
  }

  private static List<String> failures(Snapshot snapshot) {
    return snapshot.repos().stream().map(repo -> repo.failure().orElse("")).toList();
  }

  /** Answers as told. */
  private record Fixed(List<StanzaInfo> all, Map<RepoId, List<StanzaInfo>> parts)
      implements InfoSource {
    @Override
    public <T> List<T> all(Function<StanzaInfo, T> keep) {
      return all.stream().map(keep).toList();
    }

    @Override
    public <T> List<T> one(RepoId id, Function<StanzaInfo, T> keep) throws InfoFailedException {
      List<StanzaInfo> part = parts.get(id);
      if (part == null) {
        throw new InfoFailedException(2, "dead");
      }
      return part.stream().map(keep).toList();
    }

    @Override
    public OptionalLong version() {
      return OptionalLong.of(2_060_000);
    }
  }

  /** Answers only for one repository. */
  private record TooSlow(InfoSource parts) implements InfoSource {
    @Override
    public <T> List<T> all(Function<StanzaInfo, T> keep) throws InfoFailedException {
      throw new InfoFailedException(2, "too slow");
    }

    @Override
    public <T> List<T> one(RepoId id, Function<StanzaInfo, T> keep) throws InfoFailedException {
      return parts.one(id, keep);
    }
  }

  /** Never answers. */
  private record Broken(InfoFailedException failure) implements InfoSource {
    @Override
    public <T> List<T> all(Function<StanzaInfo, T> keep) throws InfoFailedException {
      throw failure;
    }

    @Override
    public <T> List<T> one(RepoId id, Function<StanzaInfo, T> keep) {
      throw new AssertionError("asked for " + id);
    }
  }
}
