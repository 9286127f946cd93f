package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExporterJarIT {
  private static final String DECLARATION =
      """
      {"version":1,"hostname":"forge","stanzas":[{"name":"main",
        "repos":[{"key":1,"name":"nas"},{"key":2,"name":"r2"}]}]}
      """;
  private static final int MANY = 20_000;

  private final Path folder;

  ExporterJarIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(folder.resolve("declaration.json"), DECLARATION);
  }

  private static List<Path> javas() {
    return ExporterJar.javas();
  }

  private ExporterJar.Outcome collect(Path java, String... jvmOptions)
      throws IOException, InterruptedException {
    List<String> arguments =
        List.of(
            "collect",
            "--declaration=declaration.json",
            "--textfile=pgbackrest.prom",
            "--state=state.json",
            "--pgbackrest=" + folder.resolve("pgbackrest"),
            "--timeout=30s");
    return ExporterJar.run(java, folder, List.of(jvmOptions), arguments);
  }

  private ExporterJar.Outcome collect() throws IOException, InterruptedException {
    return collect(javas().get(0));
  }

  private List<String> metrics(String name) throws IOException {
    return Files.readAllLines(folder.resolve("pgbackrest.prom")).stream()
        .filter(line -> line.startsWith(name + "{"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("javas")
  void collectsWithNothingElseOnItsClassPath(Path java) throws Exception {
    Script.printing(folder, Recordings.file("2.60", "two-repos"));

    // What jre_minimal of NixOS has.
    ExporterJar.Outcome outcome = collect(java, "--limit-modules", "java.base");

    assertThat(outcome).isEqualTo(new ExporterJar.Outcome(0, "", ""));
    assertThat(metrics("pgbackrest_backup_count"))
        .containsExactly(
            "pgbackrest_backup_count{hostname=\"forge\",repo=\"repo1\",stanza=\"main\"} 1.0",
            "pgbackrest_backup_count{hostname=\"forge\",repo=\"repo2\",stanza=\"main\"} 1.0");
    Path file = folder.resolve("pgbackrest.prom");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r--r--");
    assertThat(folder).isDirectoryNotContaining("glob:**/.*");
  }

  @ParameterizedTest
  @MethodSource("javas")
  void tellsItsVersionOnAnyJava(Path java) throws Exception {
    ExporterJar.Outcome outcome = ExporterJar.run(java, folder, List.of(), List.of("--version"));

    assertThat(outcome)
        .isEqualTo(
            new ExporterJar.Outcome(0, "pgbackrest-metrics " + ExporterMain.version() + "\n", ""));
  }

  @Test
  void remembersWhatItKnewWhenARepositoryFails() throws Exception {
    Script.printing(folder, Recordings.file("2.55", "two-repos"));
    assertThat(collect().exit()).isZero();
    List<String> before = metrics("pgbackrest_last_full_backup_timestamp");

    Script.write(folder, "echo 'ERROR: [037]: no key' >&2; exit 37");
    ExporterJar.Outcome outcome = collect();

    assertThat(outcome)
        .isEqualTo(
            new ExporterJar.Outcome(
                0,
                "",
                """
                pgbackrest-metrics: stanza "main" in repo1: pgbackrest wrote no JSON (exit status 37)
                  ERROR: [037]: no key
                pgbackrest-metrics: stanza "main" in repo2: the same
                """));
    assertThat(before).hasSize(2);
    assertThat(metrics("pgbackrest_last_full_backup_timestamp")).isEqualTo(before);
    assertThat(metrics("pgbackrest_collection_success"))
        .containsExactly(
            "pgbackrest_collection_success{hostname=\"forge\",repo=\"repo1\",stanza=\"main\"} 0.0",
            "pgbackrest_collection_success{hostname=\"forge\",repo=\"repo2\",stanza=\"main\"} 0.0");
  }

  @Test
  void goesOnWithoutAStateFileThatItCannotRead() throws Exception {
    Script.printing(folder, Recordings.file("2.45", "two-repos"));
    Files.writeString(folder.resolve("state.json"), "{\"version\":1,");

    ExporterJar.Outcome outcome = collect();

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err())
        .startsWith("pgbackrest-metrics: ignoring the state file \"state.json\": not valid JSON: ");
    assertThat(StateFile.read(folder.resolve("state.json")).successes()).hasSize(2);
  }

  @Test
  void saysThatItCannotWriteTheMetricsAndLeavesNothingBehind() throws Exception {
    Script.printing(folder, Recordings.file("2.60", "two-repos"));
    Files.createDirectories(folder.resolve("pgbackrest.prom/in-the-way"));

    ExporterJar.Outcome outcome = collect();

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err())
        .startsWith("pgbackrest-metrics: cannot write the metrics \"pgbackrest.prom\": ");
    assertThat(folder).isDirectoryNotContaining("glob:**/.*");
  }

  @Test
  void doesNotNeedMuchMemoryForManyBackups() throws Exception {
    Path answer = folder.resolve("many.json");
    writeMany(answer);
    assertThat(Files.size(answer)).isGreaterThan(10L << 20);
    Script.printing(folder, answer);

    ExporterJar.Outcome outcome =
        collect(javas().get(0), "-Xmx64m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");

    assertThat(outcome).isEqualTo(new ExporterJar.Outcome(0, "", ""));
    assertThat(metrics("pgbackrest_backup_count"))
        .containsExactly(
            "pgbackrest_backup_count{hostname=\"forge\",repo=\"repo1\",stanza=\"main\"} 10000.0",
            "pgbackrest_backup_count{hostname=\"forge\",repo=\"repo2\",stanza=\"main\"} 10000.0");
    assertThat(metrics("pgbackrest_last_incr_backup_timestamp"))
        .last()
        .asString()
        .endsWith(" " + (double) (MANY - 1));
  }

  /** Writes an answer with this many backups, half of them in each of two repositories. */
  private static void writeMany(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      String repo = "{\"cipher\":\"none\",\"key\":%d,\"status\":{\"code\":0,\"message\":\"ok\"}}";
      out.write("[{\"name\":\"main\",\"status\":{\"code\":0,\"message\":\"ok\"},\"repo\":[");
      out.write(repo.formatted(1) + "," + repo.formatted(2) + "],\"backup\":[");
      for (int i = 0; i < MANY; i++) {
        out.write(i == 0 ? "" : ",");
        out.write(backup(i));
      }
      out.write("]}]\n");
    }
  }

  private static String backup(int i) {
    String full = "20261122-141639F";
    String label = full + "_" + String.format(Locale.ROOT, "%08d-%06dI", i, i);
    List<String> references = new ArrayList<>();
    for (int r = 0; r < 8; r++) {
      references.add("\"" + label + "\"");
    }
    return """
        {"archive":{"start":"000000010000000000000008","stop":"000000010000000000000008"},\
        "backrest":{"format":5,"version":"2.60.0"},"database":{"id":1,"repo-key":%d},"error":false,\
        "info":{"delta":126110492,"repository":{"delta":1000,"size":11962525},"size":126110492},\
        "label":"%s","lsn":{"start":"0/8000028","stop":"0/8000120"},"prior":"%s",\
        "reference":[%s],"timestamp":{"start":%d,"stop":%d},"type":"incr"}"""
        .formatted(1 + i % 2, label, full, String.join(",", references), i, i);
  }
}
