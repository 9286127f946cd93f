package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.RequiredTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The jar where pgBackRest does not do as it should: once it did, and then it does not. */
@Timeout(120)
class BadInputIT {
  private static final String RECORDING = "two-repos";

  private final Path folder;

  BadInputIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void knowsSomething() throws Exception {
    Files.writeString(
        folder.resolve("declaration.json"),
        """
        {"version":1,"hostname":"forge","stanzas":[{"name":"main","repos":[{"key":1,"name":"nas"}]}]}
        """);
    Script.printing(folder, Recordings.file("2.55", RECORDING));
    assertThat(collect("30s")).isEqualTo(new ExporterJar.Outcome(0, "", ""));
    assertThat(value("pgbackrest_collection_error_code")).isEqualTo("0.0");
  }

  private ExporterJar.Outcome collect(String timeout, String... more)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "collect",
                "--declaration=declaration.json",
                "--textfile=pgbackrest.prom",
                "--state=state.json",
                "--pgbackrest=" + folder.resolve("pgbackrest"),
                "--timeout=" + timeout));
    arguments.addAll(List.of(more));
    return ExporterJar.run(ExporterJar.javas().get(0), folder, List.of("-Xmx64m"), arguments);
  }

  /** Returns the value of a metric that has one series for the repository. */
  private String value(String metric) throws IOException {
    return Files.readAllLines(folder.resolve("pgbackrest.prom")).stream()
        .filter(line -> line.startsWith(metric + "{"))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .findFirst()
        .orElse("absent");
  }

  private void failsWith(int code, String message, ExporterJar.Outcome outcome) throws IOException {
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err())
        .startsWith("pgbackrest-metrics: stanza \"main\" in repo1: ")
        .contains(message);
    assertThat(value("pgbackrest_collection_success")).isEqualTo("0.0");
    assertThat(value("pgbackrest_collection_error_code")).isEqualTo(code + ".0");
    assertThat(value("pgbackrest_exporter_status")).isEqualTo("0.0");
    assertThat(value("pgbackrest_last_full_backup_timestamp")).isNotEqualTo("absent");
    assertThat(value("pgbackrest_last_backup_size_bytes")).isNotEqualTo("absent");
    assertThat(value("pgbackrest_wal_max_segment")).isEqualTo("10.0");
    assertThat(folder).isDirectoryNotContaining("glob:**/.*");
  }

  private static Stream<Arguments> bad() {
    return Stream.of(
        Arguments.of("exit 0", 3, "pgbackrest wrote no JSON (exit status 0)"),
        Arguments.of("exit 1", 3, "pgbackrest wrote no JSON (exit status 1)"),
        Arguments.of("echo 'ERROR: [031]: no root'; exit 31", 31, "  ERROR: [031]: no root\n"),
        Arguments.of("echo 'ERROR: [037]: no key' >&2; exit 37", 37, "  ERROR: [037]: no key\n"),
        Arguments.of("kill -9 $$", 137, "pgbackrest wrote no JSON (exit status 137)"),
        Arguments.of("head -c 700 \"$RECORDING\"", 4, "not valid JSON: Unexpected end-of-input"),
        Arguments.of("iconv -t UTF-16 \"$RECORDING\"", 3, "pgbackrest wrote no JSON"),
        Arguments.of("sed 's/main/m\\xe4in/' \"$RECORDING\"", 4, "not valid JSON: Invalid UTF-8"),
        Arguments.of("echo '[{]'", 4, "the answer of pgbackrest is not valid JSON"),
        Arguments.of("echo '[{\"name\":\"main\"}]'", 4, "a stanza in the answer lacks \"status\""),
        Arguments.of("head -c 200000000 /dev/zero", 5, "pgbackrest wrote more than 64 MiB"),
        Arguments.of(
            "echo '['; head -c 200000000 /dev/zero | tr '\\0' ' '",
            5,
            "pgbackrest wrote more than 64 MiB"));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void keepsWhatItKnewAndSaysWhy(String script, int code, String message) throws Exception {
    Script.write(
        folder, "RECORDING='" + Recordings.file("2.55", RECORDING) + "'\n" + script + "\n");

    failsWith(code, message, collect("30s"));
  }

  @Test
  void survivesAProgramThatIsMissing() throws Exception {
    Files.delete(folder.resolve("pgbackrest"));

    failsWith(1, "pgbackrest cannot be started: ", collect("30s"));
  }

  @Test
  void survivesAProgramThatHangs() throws Exception {
    Script.write(folder, "sleep 600");

    failsWith(2, "pgbackrest did not end within 500 ms", collect("500ms"));
  }

  @Test
  void failsOnlyIfItIsToBeStrict() throws Exception {
    Script.write(folder, "exit 37");

    assertThat(collect("30s").exit()).isZero();
    assertThat(collect("30s", "--strict").exit()).isEqualTo(1);
  }

  @Test
  void readsPastWarnings() throws Exception {
    Script.write(
        folder,
        "echo 'P00   WARN: configuration file contains invalid option'; cat '"
            + Recordings.file("2.60", RECORDING)
            + "'");

    assertThat(collect("30s")).isEqualTo(new ExporterJar.Outcome(0, "", ""));
  }

  @Test
  void saysWhatARealOneSaysThatLacksItsKeys() throws Exception {
    Path program = RequiredTool.find("pgbackrest");
    Path configuration =
        Files.writeString(
            folder.resolve("pgbackrest.conf"),
            """
            [global]
            log-level-file=off
            repo1-type=s3
            repo1-s3-bucket=b
            repo1-s3-endpoint=e
            repo1-s3-region=r
            """,
            StandardCharsets.UTF_8);
    Script.write(folder, "exec '" + program + "' --config='" + configuration + "' \"$@\"");

    failsWith(37, "requires option: repo1-s3-key", collect("30s"));
  }

  @Test
  void saysWhatARealOneSaysThatIsRunByRoot() throws Exception {
    Path root = DebianRoot.SID.folder();
    Script.write(folder, "exec chroot '" + root + "' /usr/bin/pgbackrest \"$@\"");

    failsWith(31, "root", collect("30s"));
  }
}
