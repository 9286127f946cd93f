package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.Declaration.DeclaredRepo;
import io.github.pgbackrest2nix.exporter.Declaration.DeclaredStanza;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Standard output of {@code pgbackrest info}, recorded from real ones of three releases. */
final class Recordings {
  static final List<String> VERSIONS = List.of("2.45", "2.55", "2.60");

  /** What the recordings' host would declare. */
  static final Declaration DECLARATION =
      new Declaration(
          "forge",
          List.of(
              new DeclaredStanza(
                  "main", List.of(new DeclaredRepo(1, "nas"), new DeclaredRepo(2, "r2")))));

  private static final Path FOLDER = Path.of("src/test/resources/pgbackrest-info");

  private Recordings() {}

  static Path file(String version, String name) {
    return FOLDER.resolve(version).resolve(name + ".json").toAbsolutePath();
  }

  static List<Path> of(String version) {
    try (Stream<Path> files = Files.list(FOLDER.resolve(version))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
