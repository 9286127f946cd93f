package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.exporter.Declaration.DeclaredRepo;
import io.github.pgbackrest2nix.exporter.Declaration.DeclaredStanza;
import io.github.pgbackrest2nix.exporter.Declaration.Objectives;
import io.github.pgbackrest2nix.exporter.Declaration.Retention;
import io.github.pgbackrest2nix.exporter.Remembered.Success;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpaceSeriesTest {
  private static DeclaredRepo repo(int key, Optional<Path> path) {
    return new DeclaredRepo(
        key,
        "r" + key,
        Optional.empty(),
        path,
        new TreeMap<>(),
        new TreeMap<>(),
        Retention.NONE,
        OptionalLong.empty(),
        Optional.empty());
  }

  /** Returns the series of space, with file systems' own numbers as N. */
  private List<String> series(Path folder, Remembered remembered) {
    DeclaredStanza stanza =
        new DeclaredStanza(
            "main",
            Optional.of(folder.resolve("data")),
            Optional.of(folder.resolve("missing")),
            Objectives.NONE,
            List.of(repo(1, Optional.of(folder)), repo(2, Optional.empty())));
    Declaration declaration =
        new Declaration("forge", Optional.empty(), List.of(), List.of(stanza));
    Clock clock = Clock.fixed(Instant.ofEpochSecond(1000), ZoneOffset.UTC);
    Snapshot snapshot =
        new Collector(declaration, new Mute(), Calendars.UNKNOWN, clock, () -> 0)
            .collect(remembered);
    String text = Expositions.text(snapshot, "1");
    return text.lines()
        .filter(line -> line.matches("pgbackrest_(space|repo_wal)_.*"))
        .map(line -> line.replaceAll("(_bytes[{].*place=.*}) [0-9.E]+$", "$1 N"))
        .toList();
  }

  @Test
  void tellsWhatIsLeftAndWhyNot(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("data/pg_wal"));
    Remembered remembered =
        new Remembered(
            new TreeMap<>(Map.<RepoId, Success>of()),
            new TreeMap<>(),
            new TreeMap<>(
                Map.of(new RepoId("main", 2), new WalCheck(900, 0, OptionalLong.of(4096)))));

    assertThat(series(folder, remembered))
        .containsExactly(
            "pgbackrest_repo_wal_bytes{hostname=\"forge\",repo=\"repo2\",stanza=\"main\"} 4096.0",
            "pgbackrest_space_available_bytes{hostname=\"forge\",place=\"repo1\",stanza=\"main\"} N",
            "pgbackrest_space_available_bytes{hostname=\"forge\",place=\"wal\",stanza=\"main\"} N",
            "pgbackrest_space_error_code{hostname=\"forge\",place=\"repo1\",stanza=\"main\"} 0.0",
            "pgbackrest_space_error_code{hostname=\"forge\",place=\"spool\",stanza=\"main\"} 1.0",
            "pgbackrest_space_error_code{hostname=\"forge\",place=\"wal\",stanza=\"main\"} 0.0",
            "pgbackrest_space_size_bytes{hostname=\"forge\",place=\"repo1\",stanza=\"main\"} N",
            "pgbackrest_space_size_bytes{hostname=\"forge\",place=\"wal\",stanza=\"main\"} N");
  }
}
