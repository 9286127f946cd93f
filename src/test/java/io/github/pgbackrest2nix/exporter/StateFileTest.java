package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgbackrest2nix.exporter.BackupInfo.Sizes;
import io.github.pgbackrest2nix.exporter.Remembered.Running;
import io.github.pgbackrest2nix.exporter.Remembered.Success;
import io.github.pgbackrest2nix.exporter.RepoFacts.LastBackup;
import io.github.pgbackrest2nix.exporter.RepoFacts.TypeFacts;
import io.github.pgbackrest2nix.exporter.StanzaInfo.ArchiveInfo;
import io.github.pgbackrest2nix.exporter.StanzaInfo.DatabaseInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFileTest {
  private static final OptionalLong NONE = OptionalLong.empty();
  private static final TypeFacts NO_BACKUPS = new TypeFacts(0, NONE, Optional.empty());
  private static final TypeFacts SOME =
      new TypeFacts(
          2,
          OptionalLong.of(1),
          Optional.of(
              new LastBackup(
                  OptionalLong.of(1),
                  2,
                  new Sizes(
                      OptionalLong.of(3),
                      OptionalLong.of(4),
                      OptionalLong.of(5),
                      OptionalLong.of(6),
                      OptionalLong.of(7),
                      OptionalLong.of(Long.MAX_VALUE)),
                  Optional.of(true))));
  private static final TypeFacts LITTLE =
      new TypeFacts(1, NONE, Optional.of(new LastBackup(NONE, 2, Sizes.UNKNOWN, Optional.empty())));
  private static final Remembered MEMORY =
      new Remembered(
          new TreeMap<>(
              Map.of(
                  new RepoId("ma\"in\u00fc", 1),
                  new Success(
                      5,
                      new RepoFacts(
                          types(SOME, LITTLE),
                          3,
                          OptionalLong.of(8),
                          OptionalLong.of(9),
                          OptionalLong.of(10),
                          "aes-256-cbc",
                          Optional.of(new DatabaseInfo(1, 2, "18446744073709551615", "16")),
                          List.of(
                              new ArchiveInfo(1, 1, "15-1", Optional.empty(), Optional.empty()),
                              new ArchiveInfo(1, 2, "16-2", Optional.of("A"), Optional.of("B"))),
                          Optional.of(new Unarchived(15, 16, OptionalLong.of(17))))),
                  new RepoId("b", 2),
                  new Success(
                      7,
                      new RepoFacts(
                          types(NO_BACKUPS, NO_BACKUPS),
                          0,
                          NONE,
                          NONE,
                          NONE,
                          "",
                          Optional.empty(),
                          List.of(),
                          Optional.of(Unarchived.NOTHING))))),
          new TreeMap<>(Map.of("b", new Running("12-ab", 11), "c", new Running("", 12))),
          new TreeMap<>(Map.of(new RepoId("b", 2), new WalCheck(13, 14, OptionalLong.of(15)))));

  private static SortedMap<String, TypeFacts> types(TypeFacts full, TypeFacts incr) {
    return new TreeMap<>(Map.of("full", full, "diff", NO_BACKUPS, "incr", incr));
  }

  private final Path folder;

  StateFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void readsWhatItWrote() throws IOException {
    Path file = folder.resolve("state.json");

    StateFile.write(file, Remembered.NOTHING);
    StateFile.write(file, MEMORY);

    assertThat(StateFile.read(file)).isEqualTo(MEMORY);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**/.*");
  }

  @Test
  void writesOneLineOfJson() throws IOException {
    Path file = folder.resolve("state.json");

    StateFile.write(file, MEMORY);

    assertThat(file)
        .hasContent(
            """
            {"version":2,"repositories":[\
            {"stanza":"b","repo":2,"at":7,"count":0,"cipher":"","types":{\
            "diff":{"present":0},"full":{"present":0},"incr":{"present":0}},"archives":[],\
            "unarchived":{"segments":0,"seconds":0}},\
            {"stanza":"ma\\"inü","repo":1,"at":5,"count":3,"size":8,"newest_size":9,\
            "pitr_oldest":10,"cipher":"aes-256-cbc",\
            "database":{"id":2,"system_id":"18446744073709551615","version":"16"},"types":{\
            "diff":{"present":0},\
            "full":{"present":2,"present_for_system":1,"last":{"start":1,"stop":2,"size":3,"delta":4,\
            "repo_size":5,"repo_delta":6,"repo_size_map":7,"repo_delta_map":9223372036854775807,\
            "error":true}},\
            "incr":{"present":1,"last":{"stop":2}}},"archives":[{"database_id":1,"id":"15-1"},\
            {"database_id":2,"id":"16-2","min":"A","max":"B"}],\
            "unarchived":{"segments":15,"seconds":16,"since":17}}],"running":[\
            {"stanza":"b","holder":"12-ab","since":11},{"stanza":"c","holder":"","since":12}],\
            "wal_checks":[{"stanza":"b","repo":2,"at":13,"missing":14,"bytes":15}]}
            """);
  }

  @Test
  void remembersNothingWithoutAFile() throws IOException {
    assertThat(StateFile.read(folder.resolve("state.json"))).isEqualTo(Remembered.NOTHING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"version\":2",
        "{\"version\":1}",
        "{\"version\":3}",
        "{\"version\":2,\"repositories\":[{}]}",
        "{\"version\":2,\"repositories\":[{\"stanza\":\"a\",\"repo\":1,\"at\":2}]}",
        "{\"version\":2,\"running\":[{\"stanza\":\"a\"}]}",
        "\u0000\u0000\u0000\u0000"
      })
  void refusesWhatIsNoState(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("state.json"), text);

    assertThatThrownBy(() -> StateFile.read(file)).isInstanceOf(IOException.class);
  }
}
