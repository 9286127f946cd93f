package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.exporter.BackupInfo.Details;
import io.github.pgbackrest2nix.exporter.BackupInfo.Sizes;
import io.github.pgbackrest2nix.exporter.Declaration.Retention;
import io.github.pgbackrest2nix.exporter.RepoFacts.LastBackup;
import io.github.pgbackrest2nix.exporter.RepoFacts.TypeFacts;
import io.github.pgbackrest2nix.exporter.StanzaInfo.ArchiveInfo;
import io.github.pgbackrest2nix.exporter.StanzaInfo.DatabaseInfo;
import io.github.pgbackrest2nix.exporter.StanzaInfo.RepoInfo;
import io.github.pgbackrest2nix.exporter.StanzaInfo.Status;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactFinderTest {
  private static final OptionalLong NONE = OptionalLong.empty();
  private static final RepoInfo REPO = new RepoInfo(1, "none", new Status(0, "ok"));
  private static final DatabaseInfo OLD = new DatabaseInfo(1, 1, "100", "15");
  private static final DatabaseInfo NEW = new DatabaseInfo(1, 2, "200", "16");
  private static final TypeFacts NO_BACKUPS =
      new TypeFacts(0, OptionalLong.of(0), Optional.empty());

  private static BackupInfo backup(String type, long stop, OptionalLong delta) {
    return new BackupInfo(
        1,
        2,
        type + stop,
        type,
        OptionalLong.of(stop - 5),
        stop,
        sizes(delta),
        Optional.of(false),
        new Details("", "", "", String.format(Locale.ROOT, "%024X", stop), "", "", 0));
  }

  private static BackupInfo backup(String type, long stop, long delta) {
    return backup(type, stop, OptionalLong.of(delta));
  }

  private static Sizes sizes(OptionalLong delta) {
    return new Sizes(NONE, NONE, NONE, delta, NONE, NONE);
  }

  private static BackupInfo ofOldCluster(String type, long stop) {
    BackupInfo same = backup(type, stop, 1);
    return new BackupInfo(
        1, 1, same.label(), type, same.start(), stop, same.sizes(), same.error(), same.details());
  }

  private static StanzaInfo stanza(List<DatabaseInfo> databases, List<BackupInfo> backups) {
    return new StanzaInfo(
        "main",
        new Status(0, "ok"),
        Optional.empty(),
        Optional.empty(),
        List.of(REPO),
        databases,
        List.of(archive(1, "0"), archive(2, "A")),
        backups);
  }

  private static ArchiveInfo archive(int databaseId, String min) {
    return new ArchiveInfo(
        1,
        databaseId,
        "16-" + databaseId,
        Optional.of("0".repeat(24 - min.length()) + min),
        Optional.of("0".repeat(22) + "FF"));
  }

  private static RepoFacts facts(BackupInfo... backups) {
    return new FactFinder(stanza(List.of(OLD, NEW), List.of(backups)), REPO)
        .find(Retention.NONE)
        .facts(Optional.empty());
  }

  private static LastBackup last(long stop, OptionalLong delta) {
    return new LastBackup(OptionalLong.of(stop - 5), stop, sizes(delta), Optional.of(false));
  }

  @Test
  void knowsNothingOfNoBackupsButThatThereAreNone() {
    assertThat(facts())
        .isEqualTo(
            new RepoFacts(
                new TreeMap<>(Map.of("full", NO_BACKUPS, "diff", NO_BACKUPS, "incr", NO_BACKUPS)),
                0,
                OptionalLong.of(0),
                NONE,
                NONE,
                "none",
                Optional.of(NEW),
                List.of(archive(1, "0"), archive(2, "A")),
                Optional.empty()));
  }

  @Test
  void goesByTheTimeOfCompletionWhateverTheOrder() {
    RepoFacts facts =
        facts(
            backup("incr", 40, 4),
            backup("full", 10, 1),
            backup("full", 30, 2),
            backup("incr", 20, 8),
            backup("weekly", 35, 16));

    assertThat(facts.types())
        .isEqualTo(
            Map.of(
                "full",
                new TypeFacts(2, OptionalLong.of(2), Optional.of(last(30, OptionalLong.of(2)))),
                "diff",
                NO_BACKUPS,
                "incr",
                new TypeFacts(2, OptionalLong.of(2), Optional.of(last(40, OptionalLong.of(4))))));
    assertThat(facts.count()).isEqualTo(5);
    assertThat(facts.size()).hasValue(31);
    assertThat(facts.newestSize()).hasValue(4);
  }

  @Test
  void takesAFullBackupForADifferentialAndEitherForAnIncrementalOne() {
    RepoFacts facts = facts(backup("full", 30, 1), backup("diff", 20, 1), backup("incr", 25, 1));

    assertThat(facts.findLastEffective("full")).hasValue(30);
    assertThat(facts.findLastEffective("diff")).hasValue(30);
    assertThat(facts.findLastEffective("incr")).hasValue(30);
    assertThat(facts(backup("incr", 25, 1)).findLastEffective("diff")).isEmpty();
  }

  @Test
  void givesNoSizeThatLeavesABackupOut() {
    RepoFacts facts = facts(backup("full", 10, 1), backup("diff", 50, NONE));

    assertThat(facts.size()).isEmpty();
    assertThat(facts.newestSize()).isEmpty();
    assertThat(facts.findLast("diff")).hasValue(last(50, NONE));
  }

  @ParameterizedTest
  @CsvSource({"200,1", "100,2", "300,0", ",1"})
  void countsBackupsOfThePresentCluster(String systemId, long full) {
    StanzaInfo stanza =
        stanza(
            List.of(OLD, NEW),
            List.of(ofOldCluster("full", 1), ofOldCluster("full", 2), backup("full", 20, 1)));

    RepoFacts facts =
        new FactFinder(stanza, REPO).find(Retention.NONE).facts(Optional.ofNullable(systemId));

    assertThat(facts.types())
        .extractingByKey("full")
        .isEqualTo(
            new TypeFacts(3, OptionalLong.of(full), Optional.of(last(20, OptionalLong.of(1)))));
  }

  @Test
  void countsNoneForAClusterThatNobodyKnows() {
    RepoFacts facts =
        new FactFinder(stanza(List.of(), List.of(backup("full", 20, 1))), REPO)
            .find(Retention.NONE)
            .facts(Optional.empty());

    assertThat(facts.types())
        .extractingByKey("full")
        .isEqualTo(new TypeFacts(1, NONE, Optional.of(last(20, OptionalLong.of(1)))));
  }

  // Backups of the new cluster stop at 10 to 50, and begin in the segments of these numbers; the
  // archive of the new cluster begins with segment 10.
  @ParameterizedTest
  @CsvSource({
    ",full,11",
    "1,full,30",
    "2,full,11",
    "9,full,11",
    "1,diff,40",
    "2,diff,30",
    "1,incr,50",
    "3,incr,30"
  })
  void tellsSinceWhenEveryMomentCanBeRestored(Long archive, String type, long since) {
    Retention retention =
        new Retention(NONE, NONE, NONE, archive == null ? NONE : OptionalLong.of(archive), type);
    StanzaInfo stanza =
        stanza(
            List.of(OLD, NEW),
            List.of(
                ofOldCluster("full", 3),
                backup("full", 9, 1),
                backup("full", 11, 1),
                backup("full", 30, 1),
                backup("diff", 40, 1),
                backup("incr", 50, 1)));

    assertThat(new FactFinder(stanza, REPO).find(retention).facts(Optional.empty()).pitrOldest())
        .hasValue(since);
  }
}
