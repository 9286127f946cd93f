package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.exporter.BackupInfo.Details;
import io.github.pgbackrest2nix.exporter.BackupInfo.Sizes;
import io.github.pgbackrest2nix.exporter.HostFacts.ReadyWal;
import io.github.pgbackrest2nix.exporter.StanzaInfo.ArchiveInfo;
import io.github.pgbackrest2nix.exporter.StanzaInfo.DatabaseInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WalLookerTest {
  private static final OptionalLong NONE = OptionalLong.empty();
  private static final RepoId NAS = new RepoId("main", 1);
  private static final long NOW = 1_000_000;
  private static final Optional<BackupInfo> OLDEST =
      Optional.of(
          new BackupInfo(
              1,
              2,
              "L",
              "full",
              NONE,
              5,
              Sizes.UNKNOWN,
              Optional.empty(),
              new Details("", "", "", "000000010000000000000003", "", "", 0)));
  private static final RepoFacts FACTS =
      new RepoFacts(
          new TreeMap<>(),
          1,
          NONE,
          NONE,
          NONE,
          "none",
          Optional.of(new DatabaseInfo(1, 2, "1", "16")),
          List.of(
              archive(1, "15-1", "000000010000000000000099"),
              archive(2, "16-2", "000000020000000000000008")),
          Optional.empty());

  /**
   * Segments 3 to 8 but 6, the later ones after a promotion; and others, that do not count. Each
   * takes 7 bytes.
   */
  private static final List<String> LISTED =
      List.of(
          "16-2/0000000100000000/000000010000000000000001-ab.lz4",
          "16-2/0000000100000000/000000010000000000000003-ab.lz4",
          "16-2/0000000100000000/000000010000000000000004-ab.lz4",
          "16-2/0000000100000000/000000010000000000000004.00000028.backup",
          "16-2/0000000100000000/000000010000000000000005-ab",
          "16-2/0000000100000000/000000010000000000000006.partial-ab.lz4",
          "16-2/0000000200000000/000000020000000000000005-ab.lz4",
          "16-2/0000000200000000/000000020000000000000007-ab.lz4",
          "16-2/0000000200000000/000000020000000000000008-ab.lz4",
          "16-2/00000002.history",
          "15-1/0000000100000000/000000010000000000000006-ab.lz4");

  private static final OptionalLong BYTES = OptionalLong.of(11 * 7);

  private static ArchiveInfo archive(int databaseId, String id, String max) {
    return new ArchiveInfo(
        1, databaseId, id, Optional.of("000000010000000000000001"), Optional.of(max));
  }

  private static Remembered remembered(long at, long missing) {
    return new Remembered(
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(Map.of(NAS, new WalCheck(at, missing, BYTES))));
  }

  private static HostFacts waiting(long segment) {
    ReadyWal ready = ReadyWal.NOTHING.and(1, Optional.of(new WalSegment(2, 0, segment)));
    return new HostFacts(
        Optional.empty(),
        Optional.of(ready),
        Optional.empty(),
        NONE,
        "",
        new TreeMap<>(),
        List.of());
  }

  private record Listed(List<String> files) implements InfoSource {
    @Override
    public <T> List<T> all(Function<StanzaInfo, T> keep) {
      throw new AssertionError();
    }

    @Override
    public <T> List<T> one(RepoId id, Function<StanzaInfo, T> keep) {
      throw new AssertionError();
    }

    @Override
    public boolean listArchive(RepoId id, String archiveId, Listing.Files told) {
      assertThat(id).isEqualTo(NAS);
      String folder = archiveId + "/";
      files.stream()
          .filter(path -> path.startsWith(folder))
          .forEach(path -> told.add(path.substring(folder.length()), 7));
      return true;
    }
  }

  private static Optional<WalCheck> look(Remembered remembered, HostFacts host) {
    return new WalLooker(new Listed(LISTED), remembered, NOW).look(NAS, OLDEST, FACTS, host);
  }

  @Test
  void countsWhatIsMissingOnNoTimeline() {
    assertThat(look(Remembered.NOTHING, HostFacts.NONE)).hasValue(new WalCheck(NOW, 1, BYTES));
  }

  @ParameterizedTest
  @CsvSource({"9,1", "7,1", "6,0", "4,0"})
  void leavesOutWhatMayStillCome(long firstWaiting, long missing) {
    assertThat(look(Remembered.NOTHING, waiting(firstWaiting)))
        .hasValue(new WalCheck(NOW, missing, BYTES));
  }

  @Test
  void doesNotLookAtNothing() {
    assertThat(look(Remembered.NOTHING, waiting(3))).isEmpty();
    assertThat(
            new WalLooker(new Listed(LISTED), Remembered.NOTHING, NOW)
                .look(NAS, Optional.empty(), FACTS, HostFacts.NONE))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"86399,0,false", "86400,0,true", "3599,2,false", "3600,2,true", "-1,0,true"})
  void looksOnceADayAndMoreOftenWhileSomethingIsMissing(long ago, long missing, boolean looks) {
    WalCheck last = new WalCheck(NOW - ago, missing, BYTES);

    assertThat(look(remembered(NOW - ago, missing), HostFacts.NONE))
        .hasValue(looks ? new WalCheck(NOW, 1, BYTES) : last);
  }

  @Test
  void looksSoonWhereTheSizeIsNotKnownYet() {
    WalCheck older = new WalCheck(NOW - 3600, 0, NONE);
    Remembered remembered =
        new Remembered(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(Map.of(NAS, older)));

    assertThat(look(remembered, HostFacts.NONE)).hasValue(new WalCheck(NOW, 1, BYTES));
  }

  @Test
  void saysThatItCannotListAndKeepsWhatItKnew() {
    InfoSource broken =
        new InfoSource() {
          @Override
          public <T> List<T> all(Function<StanzaInfo, T> keep) {
            throw new AssertionError();
          }

          @Override
          public <T> List<T> one(RepoId id, Function<StanzaInfo, T> keep) {
            throw new AssertionError();
          }

          @Override
          public boolean listArchive(RepoId id, String archiveId, Listing.Files files)
              throws InfoFailedException {
            throw new InfoFailedException(ErrorCode.TIMED_OUT, "too slow\nand more");
          }
        };
    WalLooker looker = new WalLooker(broken, remembered(1, 3), NOW);

    assertThat(looker.look(NAS, OLDEST, FACTS, HostFacts.NONE)).hasValue(new WalCheck(1, 3, BYTES));
    assertThat(looker.look(new RepoId("other", 1), OLDEST, FACTS, HostFacts.NONE))
        .as("does not wait for the repository again")
        .isEmpty();
    assertThat(looker.complaints())
        .containsExactly("cannot list the WAL of stanza \"main\" in repo1: too slow and more");
  }
}
