package io.github.pgbackrest2nix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.RequiredTool;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generator's jar as a process, in a directory that has nothing else. */
class JarIT {
  private static final Path JAR =
      Path.of(System.getProperty("generator.jar", "target/pgbackrest2nix.jar")).toAbsolutePath();
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private final Path folder;

  JarIT(@TempDir Path folder) {
    this.folder = folder;
  }

  private record Outcome(int status, String out, String err) {}

  private Outcome run(String... arguments) throws IOException, InterruptedException {
    return run(folder.resolve("stdout"), List.of(), arguments);
  }

  private Outcome run(Path out, List<String> before, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(before);
    command.addAll(List.of(JAVA.toString(), "-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    Path err = folder.resolve("stderr");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().clear();
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(command + " did not end");
    }
    String said = Files.isRegularFile(out) ? Files.readString(out) : "";
    return new Outcome(process.exitValue(), said, Files.readString(err));
  }

  private void describe(String text) throws IOException {
    Files.writeString(folder.resolve("db1.yaml"), text);
  }

  @Test
  void aCleanDescriptionIsNoWordsWorth() throws Exception {
    describe(Descriptions.CLEAN);

    assertThat(run("validate", "db1.yaml")).isEqualTo(new Outcome(0, "", ""));
  }

  @Test
  void findingsAreUtf8WhateverTheLocale() throws Exception {
    describe("h\u00F6st: 1\n\"\uD83D\uDE00\": 2\n");

    Outcome outcome = run("validate", "db1.yaml");

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .startsWith("error: ")
        .contains(" 1 | h\u00F6st: 1\n", " 2 | \"\uD83D\uDE00\": 2\n");
  }

  @Test
  void rendersWithTheRuntimeJarThatItCarries() throws Exception {
    describe(Descriptions.CLEAN);

    Outcome outcome = run("render", "db1.yaml", "--out", "out");

    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).endsWith("\nout: 22 written, 0 unchanged, 0 deleted\n");
    try (JarFile jar = new JarFile(folder.resolve("out/pgbackrest-metrics.jar").toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo("io.github.pgbackrest2nix.exporter.ExporterMain");
    }
    assertThat(run("render", "db1.yaml", "--out", "out", "--check"))
        .isEqualTo(new Outcome(0, "", ""));
  }

  @Test
  void tellsItsVersion() throws Exception {
    assertThat(run("--version"))
        .isEqualTo(new Outcome(0, "pgbackrest2nix " + Version.number() + "\n", ""));
  }

  @Test
  void wrongUsageAndMissingFilesHaveStatusesOfTheirOwn() throws Exception {
    assertThat(run("frobnicate").status()).isEqualTo(2);
    assertThat(run("validate", "missing.yaml"))
        .isEqualTo(new Outcome(3, "", "error: \"missing.yaml\" does not exist; check its name\n"));
  }

  @Test
  void whatCannotBeSaidIsAFailure() throws Exception {
    assertThat(run(Path.of("/dev/full"), List.of(), "schema"))
        .isEqualTo(new Outcome(3, "", "error: not all of the output could be written\n"));
  }

  @Test
  void aDirectoryThatMayNotBeWrittenToIsLeftAsItIs() throws Exception {
    RequiredTool.superuser();
    String setpriv = RequiredTool.find("setpriv").toString();
    // What root is not let do by the file's permissions alone.
    List<String> bound = List.of(setpriv, "--bounding-set=-dac_override,-dac_read_search");
    Path out = Files.createDirectory(folder.resolve("out"));
    Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("r-xr-xr-x"));
    describe(Descriptions.CLEAN);

    Outcome outcome =
        run(folder.resolve("stdout"), bound, "render", "db1.yaml", "--out", out.toString());

    assertThat(outcome)
        .isEqualTo(new Outcome(3, "", "error: \"" + out + "\": no permission to write there\n"));
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void theSchemaIsThatOfTheSources() throws Exception {
    byte[] schema =
        Files.readAllBytes(
            Path.of("src/main/resources/io/github/pgbackrest2nix/schema/description.schema.json"));

    assertThat(run("schema"))
        .isEqualTo(new Outcome(0, new String(schema, StandardCharsets.UTF_8), ""));
  }
}
