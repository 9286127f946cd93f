package io.github.pgbackrest2nix.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Command;
import io.github.pgbackrest2nix.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shell that decides what is the end of WAL, and what of it was replayed. */
final class WalScriptsIT {
  private static final String FIRST = "000000010000000000000003";

  @TempDir Path scratch = Path.of("");

  /** How pgBackRest has ended, for which file, and what PostgreSQL gets. */
  @ParameterizedTest
  @CsvSource({
    "0,   000000010000000000000003, ,                         0",
    "1,   000000010000000000000003, ,                         1",
    "2,   000000010000000000000003, ,                         255",
    "42,  000000010000000000000003, ,                         255",
    "63,  000000010000000000000003, ,                         255",
    "103, 00000002.history,         ,                         255",
    "1,   00000002.history,         000000010000000000000009, 1",
    "1,   000000010000000000000003, 000000010000000000000003, 255",
    "1,   000000010000000000000003, 000000010000000000000009, 255",
    "1,   00000001000000000000000A, 000000010000000000000009, 1",
    "1,   0000000100000001000000FF, 000000010000000200000000, 255",
    "1,   000000010000000000000003, 000000020000000000000009, 255",
    "1,   000000020000000000000003, 000000010000000000000009, 1",
    "0,   000000010000000000000003, 000000010000000000000009, 0"
  })
  void onlyWhatIsCertainPasses(int status, String file, @Nullable String through, int expected)
      throws IOException {
    Path program = program("archive-get --stanza=main " + file + " to", status);
    List<String> command =
        new ArrayList<>(
            List.of("env", "PGBACKREST=" + program, "bash", "templates/archive-get.sh"));
    if (through != null) {
      command.add("--through=" + through);
    }
    command.addAll(List.of("--stanza=main", file, "to"));

    Outcome outcome = Command.of(command).run();

    assertThat(outcome.status()).as("%s", outcome).isEqualTo(expected);
    assertThat(outcome.errors().contains(file)).isEqualTo(expected == 255);
  }

  /** A restore may have gone to another directory than the stanza's. */
  @Test
  void fetchesForTheClusterThatItRunsIn() throws IOException {
    Path data = Files.createDirectories(scratch.resolve("data"));
    Files.createFile(Files.createDirectory(data.resolve("global")).resolve("pg_control"));
    Path program =
        program("archive-get --pg1-path=%s --stanza=main %s to".formatted(data, FIRST), 0);
    String run =
        "cd %s; PGBACKREST=%s exec bash %s --stanza=main %s to"
            .formatted(data, program, Path.of("templates/archive-get.sh").toAbsolutePath(), FIRST);

    assertThat(Command.of("bash", "-c", run).run().succeeded()).isEmpty();
  }

  /** A pgBackRest that takes these arguments only, and ends with the status. */
  private Path program(String arguments, int status) throws IOException {
    Path program =
        Files.writeString(
            scratch.resolve("pgbackrest"),
            "#!/bin/sh\n[ \"$*\" = '%s' ] || exit 99\nexit %d\n".formatted(arguments, status));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return program;
  }

  /** Where recovery ended, and what of the WAL up to a segment is missing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          000000010000000000000008 | 1 | 0/9000000  | 16777216 | ''
          000000010000000000000008 | 1 | 0/8FFFF00  | 16777216 | ''
          000000010000000000000008 | 1 | 0/A000148  | 16777216 | ''
          000000010000000000000002 | 1 | 0/C000000  | 67108864 | ''
          000000010000000000000008 | 1 | 0/5000000  | 16777216 | WAL is missing from 000000010000000000000005 to 000000010000000000000008: recovery ended in 000000010000000000000004
          000000010000000200000000 | 1 | 1/FFFFFF00 | 16777216 | WAL is missing from 000000010000000200000000 to 000000010000000200000000: recovery ended in 0000000100000001000000FF
          000000010000000000000008 | 1 | 0/8000400  | 16777216 | WAL is missing from within 000000010000000000000008: recovery ended 16776192 bytes before its end, so the file is damaged
          000000010000000000000008 | 2 | 0/9000000  | 16777216 | recovery went along timeline 2, and the WAL that there was, up to 000000010000000000000008, is on timeline 1
          """)
  void saysWhatIsMissing(String through, String parent, String end, String size, String expected) {
    assertThat(wal("wal_missing %s %s %s %s".formatted(through, parent, end, size)).strip())
        .isEqualTo(expected);
  }

  /** The last segment of timeline 1, the first of timeline 2, why it was begun, what is said. */
  @ParameterizedTest
  @CsvSource({
    "4, 5, no recovery target specified,              ''",
    "5, 5, no recovery target specified,              ''",
    "6, 5, no recovery target specified,              00000001 000000010000000000000006 00000002 5",
    "5, 5, before 2026-01-15 14:30:00+00,             00000001 000000010000000000000005 00000002 5",
    "4, 5, before 2026-01-15 14:30:00+00,             ''",
    "5, ,  no recovery target specified,              ''",
    "6, ,  no recovery target specified,              00000001 000000010000000000000006 00000002 5"
  })
  void tellsTimelinesThatWentOn(String last, @Nullable String first, String why, String expected) {
    String said =
        wal(
            """
            as_postgres() {
              case "${*: -1}" in
                archive/main/16-1) printf '%%s\\n' 0000000100000000 %s 00000002.history ;;
                */0000000100000000)
                  printf '%%s\\n' %s-%s.lz4 00000001000000000000000%s-%3$s.lz4 \
                    00000001000000000000000F.partial-%3$s.lz4 000000010000000000000003.00000028.backup
                  ;;
                */0000000200000000) echo 00000002000000000000000%s-%3$s ;;
                */00000002.history) printf '1\\t0/5000148\\t%s\\n' ;;
                *) return 1 ;;
              esac
            }
            survey_wal main 1 16-1
            [ "$(newest_timeline)" = 00000002 ]
            abandoned_branch 00000002 00000001
            """
                .formatted(
                    first == null ? "" : "0000000200000000",
                    FIRST,
                    "0".repeat(40),
                    last,
                    first,
                    why));

    assertThat(said).isEqualTo(expected.replaceFirst(" 5$", " 000000020000000000000005"));
  }

  private static String wal(String commands) {
    String script = "set -euo pipefail\n. templates/wal.sh\n" + commands;
    return Command.of("bash", "-c", script).run().succeeded();
  }
}
