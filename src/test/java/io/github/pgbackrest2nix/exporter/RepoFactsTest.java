package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.exporter.StanzaInfo.BackupInfo;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RepoFactsTest {
  private static final OptionalLong NONE = OptionalLong.empty();

  private static BackupInfo backup(String type, long stop, long delta) {
    return new BackupInfo(1, type + stop, type, stop, OptionalLong.of(delta));
  }

  @Test
  void knowNothingOfNoBackupsButThatThereAreNone() {
    assertThat(RepoFacts.of(List.of()))
        .isEqualTo(new RepoFacts(NONE, NONE, NONE, 0, OptionalLong.of(0), NONE));
  }

  @Test
  void goByTheTimeOfCompletionWhateverTheOrder() {
    List<BackupInfo> backups =
        List.of(
            backup("incr", 40, 4),
            backup("full", 10, 1),
            backup("full", 30, 2),
            backup("incr", 20, 8),
            backup("weekly", 35, 16));

    assertThat(RepoFacts.of(backups))
        .isEqualTo(
            new RepoFacts(
                OptionalLong.of(30),
                NONE,
                OptionalLong.of(40),
                5,
                OptionalLong.of(31),
                OptionalLong.of(4)));
  }

  @Test
  void giveNoSizeThatLeavesABackupOut() {
    BackupInfo unknown = new BackupInfo(1, "L", "diff", 50, NONE);

    assertThat(RepoFacts.of(List.of(backup("full", 10, 1), unknown)))
        .isEqualTo(new RepoFacts(OptionalLong.of(10), OptionalLong.of(50), NONE, 2, NONE, NONE));
  }
}
