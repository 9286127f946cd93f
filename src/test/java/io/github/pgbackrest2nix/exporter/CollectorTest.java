package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.exporter.Remembered.Success;
import io.github.pgbackrest2nix.exporter.Snapshot.RepoOutcome;
import io.github.pgbackrest2nix.exporter.StanzaInfo.BackupInfo;
import io.github.pgbackrest2nix.exporter.StanzaInfo.RepoInfo;
import io.github.pgbackrest2nix.exporter.StanzaInfo.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectorTest {
  private static final RepoId NAS = new RepoId("main", 1);
  private static final RepoId R2 = new RepoId("main", 2);
  private static final long NOW = 1_000;
  private static final Success EARLIER =
      new Success(
          900,
          new RepoFacts(
              OptionalLong.of(800),
              OptionalLong.empty(),
              OptionalLong.of(850),
              7,
              OptionalLong.of(70),
              OptionalLong.of(10)));
  private static final Remembered MEMORY = Remembered.of(Map.of(NAS, EARLIER, R2, EARLIER));

  private static Snapshot collect(InfoSource source, Remembered remembered) {
    Iterator<Long> nanoTimes = List.of(5L, 2_000_000_005L).iterator();
    Clock clock = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);
    return new Collector(Recordings.DECLARATION, source, clock, nanoTimes::next)
        .collect(remembered);
  }

  private static StanzaInfo stanza(int code, RepoInfo... repos) {
    return new StanzaInfo("main", new Status(code, ""), List.of(repos), List.of(BACKUP));
  }

  private static final BackupInfo BACKUP = new BackupInfo(1, "L", "full", 500, OptionalLong.of(9));

  private static final Success NEW =
      new Success(
          NOW,
          new RepoFacts(
              OptionalLong.of(500),
              OptionalLong.empty(),
              OptionalLong.empty(),
              1,
              OptionalLong.of(9),
              OptionalLong.of(9)));

  private static RepoInfo repo(int key, int code) {
    return new RepoInfo(key, "none", new Status(code, "message"));
  }

  @Test
  void tellsTheNewFromTheRemembered() {
    StanzaInfo main = stanza(4, repo(1, 0), repo(2, 99));

    Snapshot snapshot = collect(new Answers(List.of(main), Map.of()), MEMORY);

    assertThat(snapshot)
        .isEqualTo(
            new Snapshot(
                "forge",
                NOW,
                Duration.ofSeconds(2),
                Map.of("main", 4),
                List.of(
                    new RepoOutcome(
                        NAS, Optional.of(repo(1, 0)), Optional.of(NEW), Optional.empty()),
                    new RepoOutcome(
                        R2,
                        Optional.of(repo(2, 99)),
                        Optional.of(EARLIER),
                        Optional.of("status 99: message")))));
    assertThat(snapshot.remember()).isEqualTo(Remembered.of(Map.of(NAS, NEW, R2, EARLIER)));
  }

  @ParameterizedTest
  @CsvSource({"0,true", "1,false", "2,true", "3,false", "6,false", "99,false", "1000,false"})
  void believesOnlyARepositoryThatCouldBeRead(int code, boolean believed) {
    StanzaInfo main = stanza(0, repo(1, code), repo(2, 0));

    Snapshot snapshot = collect(new Answers(List.of(main), Map.of()), MEMORY);

    assertThat(snapshot.isComplete()).isEqualTo(believed);
    assertThat(snapshot.repos().get(0).lastSuccess()).hasValue(believed ? NEW : EARLIER);
  }

  @Test
  void failsForEverythingDeclaredThatIsNotMentioned() {
    StanzaInfo foreign = new StanzaInfo("other", new Status(0, "ok"), List.of(), List.of());

    assertThat(failures(collect(new Answers(List.of(), Map.of()), Remembered.NOTHING)))
        .containsOnly("the answer of pgbackrest does not mention the stanza");
    assertThat(failures(collect(new Answers(List.of(foreign), Map.of()), Remembered.NOTHING)))
        .containsOnly("the answer of pgbackrest does not mention the stanza");
    assertThat(failures(collect(new Answers(List.of(stanza(0, repo(1, 0))), Map.of()), MEMORY)))
        .containsExactly("", "the answer of pgbackrest does not mention the repository");
  }

  @Test
  void keepsQuietAboutStanzasThatAreNotDeclared() {
    StanzaInfo main = stanza(0, repo(1, 0), repo(2, 0), repo(3, 0));
    StanzaInfo foreign = new StanzaInfo("other", new Status(0, "ok"), List.of(), List.of());

    Snapshot snapshot = collect(new Answers(List.of(foreign, main), Map.of()), MEMORY);

    assertThat(snapshot.stanzaStatus()).isEqualTo(Map.of("main", 0));
    assertThat(snapshot.repos()).extracting(RepoOutcome::id).containsExactly(NAS, R2);
  }

  @Test
  void remembersEverythingIfPgBackRestDoesNotAnswer() {
    InfoSource broken = new Broken(InfoFailedException.because("no JSON"));

    Snapshot snapshot = collect(broken, MEMORY);

    assertThat(failures(snapshot)).containsExactly("no JSON", "no JSON");
    assertThat(snapshot.stanzaStatus()).isEmpty();
    assertThat(snapshot.remember()).isEqualTo(MEMORY);
  }

  @Test
  void asksOneByOneIfTheWholeTakesTooLong() {
    Answers source = new Answers(List.of(), Map.of(NAS, List.of(stanza(0, repo(1, 0)))));

    Snapshot snapshot = collect(new TooSlow(source), MEMORY);

    assertThat(failures(snapshot)).containsExactly("", "dead");
    assertThat(snapshot.repos())
        .extracting(RepoOutcome::lastSuccess)
        .containsExactly(Optional.of(NEW), Optional.of(EARLIER));
    assertThat(snapshot.stanzaStatus()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0,0,0", "1,1,1", "0,2,4", "99,0,4"})
  void concludesTheStatusOfTheStanzaIfAllAnswerOneByOne(int one, int two, int together) {
    Answers source =
        new Answers(
            List.of(),
            Map.of(
                NAS, List.of(stanza(one, repo(1, one))), R2, List.of(stanza(two, repo(2, two)))));

    assertThat(collect(new TooSlow(source), MEMORY).stanzaStatus())
        .isEqualTo(Map.of("main", together));
  }

  private static List<String> failures(Snapshot snapshot) {
    return snapshot.repos().stream().map(repo -> repo.failure().orElse("")).toList();
  }

  /** Answers as told. */
  private record Answers(List<StanzaInfo> all, Map<RepoId, List<StanzaInfo>> parts)
      implements InfoSource {
    @Override
    public List<StanzaInfo> one(RepoId id) throws InfoFailedException {
      List<StanzaInfo> part = parts.get(id);
      if (part == null) {
        throw InfoFailedException.timedOut("dead");
      }
      return part;
    }
  }

  /** Answers only for one repository. */
  private record TooSlow(InfoSource parts) implements InfoSource {
    @Override
    public List<StanzaInfo> all() throws InfoFailedException {
      throw InfoFailedException.timedOut("too slow");
    }

    @Override
    public List<StanzaInfo> one(RepoId id) throws InfoFailedException {
      return parts.one(id);
    }
  }

  /** Never answers. */
  private record Broken(InfoFailedException failure) implements InfoSource {
    @Override
    public List<StanzaInfo> all() throws InfoFailedException {
      throw failure;
    }

    @Override
    public List<StanzaInfo> one(RepoId id) {
      throw new AssertionError("asked for " + id);
    }
  }
}
