package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  private static final Set<PosixFilePermission> FOR_ALL =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final byte[] CONTENT = "new\n".getBytes(StandardCharsets.UTF_8);

  private final Path folder;

  AtomicFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void replacesAFileAndItsPermissions() throws IOException {
    Path file = Files.writeString(folder.resolve("a.prom"), "something old and longer\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    AtomicFile.write(file, out -> out.write(CONTENT), FOR_ALL);

    assertThat(file).hasBinaryContent(CONTENT);
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(FOR_ALL);
    assertThat(folder).isDirectoryNotContaining("glob:**/.*");
  }

  @Test
  void leavesNothingBehindIfTheNameCannotBeTaken() throws IOException {
    Path taken = Files.createDirectories(folder.resolve("a.prom/b"));

    assertThatThrownBy(
            () -> AtomicFile.write(folder.resolve("a.prom"), out -> out.write(CONTENT), FOR_ALL))
        .isInstanceOf(IOException.class);
    assertThat(taken).isEmptyDirectory();
    assertThat(folder).isDirectoryNotContaining("glob:**/.*");
  }

  @Test
  void removesWhatKilledProcessesLeft() throws IOException {
    long living = ProcessHandle.current().parent().orElseThrow().pid();
    for (String name :
        List.of(
            // No process can have this number.
            ".a.prom.999999999.tmp",
            ".a.prom." + living + ".tmp",
            ".a.prom.tmp",
            ".a.prom.x.tmp",
            ".b.prom.999999999.tmp",
            "a.prom.999999999.tmp")) {
      Files.writeString(folder.resolve(name), "half\n");
    }

    AtomicFile.write(folder.resolve("a.prom"), out -> out.write(CONTENT), FOR_ALL);

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              ".a.prom." + living + ".tmp",
              ".a.prom.tmp",
              ".a.prom.x.tmp",
              ".b.prom.999999999.tmp",
              "a.prom",
              "a.prom.999999999.tmp");
    }
  }

  @Test
  void doesNotCreateTheDirectory() {
    assertThatThrownBy(
            () -> AtomicFile.write(folder.resolve("no/a.prom"), out -> out.write(CONTENT), FOR_ALL))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(folder).isEmptyDirectory();
  }
}
