package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.exporter.StanzaInfo.RepoInfo;
import io.github.pgbackrest2nix.exporter.StanzaInfo.Status;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CollectionLoopTest {
  private final List<Snapshot> published = new ArrayList<>();

  /** Runs in this thread, until so many are published; it interrupts itself. */
  private void run(InfoSource source, Optional<Memory> memory, int rounds) {
    Collector collector =
        new Collector(
            Recordings.DECLARATION, source, Calendars.UNKNOWN, Clock.systemUTC(), System::nanoTime);
    new CollectionLoop(
            collector,
            memory,
            Duration.ofMillis(1),
            snapshot -> {
              published.add(snapshot);
              if (published.size() == rounds) {
                Thread.currentThread().interrupt();
              }
            })
        .run();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void collectsAgainAndRemembersWhatItKnew() {
    run(new Answers(List.of(both(), List.of(), List.of())), Optional.empty(), 3);

    assertThat(published).extracting(Snapshot::isComplete).containsExactly(true, false, false);
    assertThat(published.get(2).remember()).isEqualTo(published.get(0).remember());
  }

  @Test
  void remembersBeyondItsEnd(@TempDir Path folder) {
    Memory memory =
        new Memory(
            folder.resolve("state.json"),
            new Messages(
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8)));
    run(new Answers(List.of(both())), Optional.of(memory), 1);
    published.clear();

    run(new Answers(List.of(List.of())), Optional.of(memory), 1);

    assertThat(published.get(0).isComplete()).isFalse();
    assertThat(published.get(0).remember().successes()).hasSize(2);
  }

  @Test
  void doesNotPublishWhatWasInterrupted() {
    InfoSource interrupted =
        new InfoSource() {
          @Override
          public <T> List<T> all(Function<StanzaInfo, T> keep) {
            Thread.currentThread().interrupt();
            return List.of();
          }

          @Override
          public <T> List<T> one(RepoId id, Function<StanzaInfo, T> keep) {
            throw new AssertionError("asked for " + id);
          }
        };

    run(interrupted, Optional.empty(), 2);

    assertThat(published).isEmpty();
  }

  private static List<StanzaInfo> both() {
    Status ok = new Status(0, "ok");
    return List.of(
        new StanzaInfo(
            "main",
            ok,
            Optional.empty(),
            Optional.empty(),
            List.of(new RepoInfo(1, "none", ok), new RepoInfo(2, "none", ok)),
            List.of(),
            List.of(),
            List.of()));
  }

  /** Answers one after the other. */
  private record Answers(List<List<StanzaInfo>> left) implements InfoSource {
    Answers {
      left = new ArrayList<>(left);
    }

    @Override
    public <T> List<T> all(Function<StanzaInfo, T> keep) {
      return left.remove(0).stream().map(keep).toList();
    }

    @Override
    public <T> List<T> one(RepoId id, Function<StanzaInfo, T> keep) {
      throw new AssertionError("asked for " + id);
    }
  }
}
