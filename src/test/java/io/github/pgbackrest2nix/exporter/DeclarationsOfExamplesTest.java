package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.exporter.Declaration.DeclaredJob;
import io.github.pgbackrest2nix.exporter.Declaration.DeclaredRepo;
import io.github.pgbackrest2nix.exporter.Declaration.DeclaredStanza;
import io.github.pgbackrest2nix.exporter.Declaration.Objectives;
import io.github.pgbackrest2nix.exporter.Declaration.Retention;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the generator writes, as the runtime jar reads it. */
class DeclarationsOfExamplesTest {
  private static final Path EXAMPLES = Path.of("examples");
  private static final String DECLARATION = "expected/declaration.json";

  private static final SortedMap<String, List<String>> NAS =
      new TreeMap<>(
          Map.of("full", List.of("02:00"), "diff", List.of("00/6:30"), "incr", List.of("hourly")));
  private static final SortedMap<String, List<String>> R2 =
      new TreeMap<>(
          Map.of("full", List.of("02:00"), "diff", List.of("00/6:30"), "incr", List.of("14:00")));

  private static List<Path> declarations() throws IOException {
    try (Stream<Path> examples = Files.list(EXAMPLES)) {
      List<Path> declarations =
          examples
              .map(example -> example.resolve(DECLARATION))
              .filter(Files::exists)
              .sorted()
              .toList();
      assertThat(declarations).hasSizeGreaterThan(2);
      return declarations;
    }
  }

  private static Declaration read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return DeclarationReader.read(in);
    }
  }

  @ParameterizedTest
  @MethodSource("declarations")
  void areRead(Path file) throws IOException {
    assertThat(read(file).lockPath()).isPresent();
    assertThat(read(file).stanzas()).allMatch(stanza -> stanza.dataDir().isPresent());
  }

  @Test
  void sayWhatTheForgePromises() throws IOException {
    OptionalLong none = OptionalLong.empty();

    assertThat(read(EXAMPLES.resolve("forge").resolve(DECLARATION)))
        .isEqualTo(
            new Declaration(
                "forge",
                Optional.of(Path.of("/run/pgbackrest")),
                Stream.of(
                        "credentials",
                        "full-backup-nas",
                        "full-backup-r2",
                        "diff-backup-nas",
                        "diff-backup-r2",
                        "incr-backup",
                        "offsite-incr-backup",
                        "check")
                    .map(DeclarationsOfExamplesTest::job)
                    .toList(),
                List.of(
                    new DeclaredStanza(
                        "main",
                        Optional.of(Path.of("/var/lib/postgresql/16/main")),
                        Optional.of(Path.of("/var/spool/pgbackrest")),
                        new Objectives(
                            OptionalLong.of(300),
                            none,
                            OptionalLong.of(6 * 86_400),
                            OptionalLong.of(28 * 86_400)),
                        List.of(
                            new DeclaredRepo(
                                1,
                                "nas",
                                Optional.of("posix"),
                                Optional.of(Path.of("/mnt/nas-backup/pgbackrest")),
                                NAS,
                                // 25 h and 2 h are declared. Between differential backups lie six
                                // hours, or seven where the clocks change.
                                new TreeMap<>(
                                    Map.of("full", 90_000L, "diff", 26_760L, "incr", 7_200L)),
                                new Retention(
                                    OptionalLong.of(7), none, OptionalLong.of(4), none, "full"),
                                OptionalLong.of(100_000_000_000L),
                                Optional.of(
                                    Path.of(
                                        "/var/lib/pgbackrest-drill/pgbackrest-restore-drill-nas.json"))),
                            new DeclaredRepo(
                                2,
                                "r2",
                                Optional.of("s3"),
                                Optional.empty(),
                                R2,
                                new TreeMap<>(
                                    Map.of("full", 90_000L, "diff", 26_760L, "incr", 91_860L)),
                                new Retention(
                                    OptionalLong.of(30), none, OptionalLong.of(14), none, "full"),
                                OptionalLong.of(100_000_000_000L),
                                Optional.of(
                                    Path.of(
                                        "/var/lib/pgbackrest-drill/pgbackrest-restore-drill-r2.json"))))))));
  }

  private static DeclaredJob job(String name) {
    String unit = "pgbackrest-" + name + ".service";
    return new DeclaredJob(
        unit,
        name.equals("credentials") ? Optional.empty() : Optional.of("main"),
        Path.of("/var/lib/pgbackrest-jobs", unit));
  }
}
