package io.github.pgbackrest2nix.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedFilesTest {
  private final Path folder;

  StagedFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private void write(List<String> obsolete, String... names) throws IOException {
    try (StagedFiles stage = new StagedFiles(folder)) {
      for (String name : names) {
        stage.add(new OutputFile(name, ("new " + name).getBytes(StandardCharsets.UTF_8)));
      }
      stage.commit(obsolete);
    }
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        contents.put(name, Files.isDirectory(file) ? "/" : Files.readString(file));
      }
    }
    return contents;
  }

  @Test
  void replacesAddsAndDeletes() throws IOException {
    Files.writeString(folder.resolve("a"), "old a");
    Files.writeString(folder.resolve("z"), "old z");

    write(List.of("z"), "a", "b");

    assertThat(contents()).isEqualTo(Map.of("a", "new a", "b", "new b"));
  }

  @Test
  void aFailureInTheMiddleUndoesAll() throws IOException {
    Files.writeString(folder.resolve("a"), "old a");
    Files.createDirectories(folder.resolve("c/in-the-way"));
    Files.writeString(folder.resolve("z"), "old z");
    Map<String, String> before = contents();

    assertThatThrownBy(() -> write(List.of("z"), "a", "b", "c", "d"))
        .isInstanceOf(FileSystemException.class)
        .extracting(failure -> Failures.describe((IOException) failure))
        .isEqualTo("\"" + folder.resolve("c") + "\": is a directory in a file's place");

    assertThat(contents()).isEqualTo(before);
    assertThat(folder.resolve("c/in-the-way")).isDirectory();
  }

  @Test
  void whatIsNotCommittedLeavesNothing() throws IOException {
    try (StagedFiles stage = new StagedFiles(folder)) {
      stage.add(new OutputFile("a", new byte[] {1}));
    }

    assertThat(contents()).isEmpty();
  }

  @Test
  void replacesALinkAndNotWhatItLeadsTo() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "mine");
    Files.createSymbolicLink(folder.resolve("a"), target);

    write(List.of(), "a");

    assertThat(contents()).isEqualTo(Map.of("a", "new a", "target", "mine"));
  }

  @Test
  void saysWhichDirectoryCannotBeWrittenTo() {
    Path missing = folder.resolve("missing");

    assertThatThrownBy(() -> new StagedFiles(missing).close())
        .extracting(failure -> Failures.describe((IOException) failure))
        .asString()
        .startsWith("\"" + missing + "\": cannot be written to: ");
  }
}
