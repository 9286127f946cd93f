package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgbackrest2nix.exporter.Remembered.Success;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFileTest {
  private static final OptionalLong NONE = OptionalLong.empty();
  private static final Remembered MEMORY =
      Remembered.of(
          Map.of(
              new RepoId("ma\"in\u00fc", 1),
              new Success(
                  5,
                  new RepoFacts(
                      OptionalLong.of(1),
                      OptionalLong.of(2),
                      OptionalLong.of(3),
                      4,
                      OptionalLong.of(Long.MAX_VALUE),
                      OptionalLong.of(6))),
              new RepoId("b", 2),
              new Success(7, new RepoFacts(NONE, NONE, NONE, 0, NONE, NONE))));

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
            {"version":1,"repositories":[\
            {"stanza":"b","repo":2,"at":7,"count":0},\
            {"stanza":"ma\\"inü","repo":1,"at":5,"count":4,"last_full":1,"last_diff":2,\
            "last_incr":3,"size":9223372036854775807,"newest_size":6}]}
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
        "{\"version\":1",
        "{\"version\":2}",
        "{\"version\":1,\"repositories\":[{}]}",
        "{\"version\":1,\"repositories\":[{\"stanza\":\"a\",\"repo\":1,\"at\":2}]}",
        "\u0000\u0000\u0000\u0000"
      })
  void refusesWhatIsNoState(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("state.json"), text);

    assertThatThrownBy(() -> StateFile.read(file)).isInstanceOf(IOException.class);
  }
}
