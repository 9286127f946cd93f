package io.github.pgbackrest2nix.option;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.model.PgBackRestVersion;
import io.github.pgbackrest2nix.testing.InstalledPgBackRest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds our verdict on values against the installed program's. */
class OptionValueIT {
  private static final List<Integer> REFUSED = List.of(29, 31, 32);

  private final OptionCatalog catalog = OptionCatalog.load();
  private final InstalledPgBackRest pgbackrest = InstalledPgBackRest.ofThisMachine();
  private final PgBackRestVersion installed = pgbackrest.version();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          backup       | start-fast             | y
          backup       | start-fast             | n
          backup       | start-fast             | true
          backup       | start-fast             | yes
          backup       | start-fast             | Y
          backup       | start-fast             | 1
          backup       | process-max            | 1
          backup       | process-max            | 999
          backup       | process-max            | +6
          backup       | process-max            | 06
          backup       | process-max            | 0
          backup       | process-max            | -1
          backup       | process-max            | 1000
          backup       | process-max            | 2.0
          backup       | process-max            | 0x6
          backup       | process-max            | 2 # two
          backup       | buffer-size            | 16KiB
          backup       | buffer-size            | 16384
          backup       | buffer-size            | 16384b
          backup       | buffer-size            | 1m
          backup       | buffer-size            | 1Mb
          backup       | buffer-size            | 1mib
          backup       | buffer-size            | 1Mi
          backup       | buffer-size            | 1iB
          backup       | buffer-size            | 1 MiB
          backup       | buffer-size            | 3MiB
          backup       | buffer-size            | 32MiB
          backup       | buffer-size            | -1MiB
          backup       | manifest-save-threshold| 1GiB
          backup       | manifest-save-threshold| 1.5GiB
          backup       | manifest-save-threshold| 2TiB
          backup       | manifest-save-threshold| 10Q
          archive-push | archive-push-queue-max | 1GiB
          archive-push | archive-push-queue-max | 5PiB
          archive-push | archive-push-queue-max | 0
          archive-push | archive-timeout        | 60
          archive-push | archive-timeout        | 86400
          archive-push | archive-timeout        | 86401
          archive-push | archive-timeout        | 0
          archive-push | archive-timeout        | -1
          archive-push | archive-timeout        | abc
          backup       | compress-type          | gz
          backup       | compress-type          | none
          backup       | compress-type          | Gz
          backup       | compress-type          | brotli
          backup       | backup-standby         | n
          backup       | backup-standby         | prefer
          backup       | backup-standby         | false
          backup       | repo-type              | posix
          backup       | repo-type              | nfs
          backup       | repo-path              | relative
          backup       | repo-path              | /a//b
          backup       | repo-retention-full    | 1
          backup       | repo-retention-full    | 0
          backup       | repo-retention-full    | 9999999
          backup       | repo-retention-full    | 10000000
          backup       | repo-retention-history | 0
          backup       | repo-bundle            | y
          backup       | annotation             | source=timer
          backup       | annotation             | source
          backup       | annotation             | a=b=c
          backup       | exclude                | junk/
          backup       | checksum-page          | maybe
          """)
  void agreesOnAValue(String command, String option, String value, @TempDir Path folder) {
    OptionSpec spec = catalog.find(option, installed).orElseThrow();

    InstalledPgBackRest.Run run =
        pgbackrest.configured(folder, command, List.of(spec.nameWith(1) + "=" + value), List.of());

    assertThat(spec.check(value).isPresent())
        .as(run.output())
        .isEqualTo(REFUSED.contains(run.exit()));
  }

  @ParameterizedTest
  @CsvSource({"none", "bz2", "gz", "lz4", "zst"})
  void agreesOnEveryLevelOfACompressionType(String type, @TempDir Path folder) throws IOException {
    OptionSpec spec = catalog.find("compress-level", installed).orElseThrow();
    List<Integer> differences = new ArrayList<>();
    for (int level = -8; level <= 23; level++) {
      List<String> lines = List.of("compress-type=" + type, "compress-level=" + level);
      Path own = Files.createDirectory(folder.resolve("level" + level));
      InstalledPgBackRest.Run run = pgbackrest.configured(own, "backup", lines, List.of());
      boolean refused = spec.check(Integer.toString(level), type).isPresent();
      if (refused != REFUSED.contains(run.exit())) {
        differences.add(level);
      }
    }

    assertThat(differences).isEmpty();
  }
}
