package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.RequiredTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the goldens hold, judged by Prometheus. */
class ExpositionIT {
  private static final String PROMISED_NAME =
      "pgbackrest_backup_count non-histogram and non-summary metrics should not have \"_count\""
          + " suffix\n";

  private static List<Path> goldens() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources/exposition"))) {
      List<Path> goldens =
          files.filter(file -> file.toString().endsWith(".prom")).sorted().toList();
      assertThat(goldens).hasSizeGreaterThanOrEqualTo(30);
      return goldens;
    }
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void passesPromtoolButForThePromisedName(Path golden, @TempDir Path folder) throws Exception {
    Path promtool = RequiredTool.find("promtool");
    boolean counts = Files.readString(golden).contains("\npgbackrest_backup_count{");
    String command = "'%s' check metrics < '%s'".formatted(promtool, golden.toAbsolutePath());

    ExporterJar.Outcome outcome = ExporterJar.run(folder, List.of("/bin/sh", "-c", command));

    assertThat(outcome)
        .isEqualTo(new ExporterJar.Outcome(counts ? 3 : 0, "", counts ? PROMISED_NAME : ""));
  }
}
