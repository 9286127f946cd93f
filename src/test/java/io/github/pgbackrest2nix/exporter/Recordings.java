package io.github.pgbackrest2nix.exporter;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Standard output of {@code pgbackrest info}, recorded from real ones of three releases. */
final class Recordings {
  static final List<String> VERSIONS = List.of("2.45", "2.55", "2.60");

  /** What the recordings' host would declare. */
  static final Declaration DECLARATION =
      declaration(
          """
          {"version": 1, "hostname": "forge", "stanzas": [{
            "name": "main",
            "objectives": {"rpo": 300, "pitrWindow": 518400, "offsitePitrWindow": 2419200},
            "repos": [
              {"key": 1, "name": "nas", "type": "posix",
               "schedule": {"full": ["01:00"], "incr": ["*:20", "*:50"]},
               "maxAge": {"full": 90000, "incr": 7200},
               "retention": {"full": 7, "diff": 4, "archive": 2, "archiveType": "diff"},
               "sizeLimit": 100000000000, "restoreDrill": "/nonexistent/drill.json"},
              {"key": 2, "name": "r2", "type": "s3", "maxAge": {"full": 90000},
               "retention": {"fullTime": 2592000}}]}]}
          """);

  /** When its schedules are due, as if it were shortly before three in the afternoon. */
  static final Map<String, Long> NEXT_DUE =
      Map.of("01:00", 1_795_482_000L, "*:20", 1_795_447_200L, "*:50", 1_795_445_400L);

  static final Calendars CALENDARS = expressions -> NEXT_DUE;

  private static final Path FOLDER = Path.of("src/test/resources/pgbackrest-info");

  private Recordings() {}

  static Declaration declaration(String json) {
    try {
      return DeclarationReader.read(
          new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

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
