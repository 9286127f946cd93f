package io.github.pgbackrest2nix.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Command;
import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.IsolatedRoot;
import io.github.pgbackrest2nix.testing.Machine;
import io.github.pgbackrest2nix.testing.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The built jar writes the same bytes wherever it runs. */
final class DeterminismIT {
  private static final Path JAR =
      Path.of(Objects.requireNonNull(System.getProperty("generator.jar")));

  @TempDir Path scratch = Path.of("");

  static List<List<String>> environments() {
    return List.of(
        List.of("env", "LC_ALL=C", "java"),
        List.of("env", "LC_ALL=C.UTF-8", "TZ=Pacific/Kiritimati", "java"),
        List.of("env", "TZ=America/St_Johns", "java", "-Dfile.encoding=ISO-8859-1"),
        List.of("env", "LC_ALL=C", "java", "-Dfile.encoding=UTF-16"),
        List.of("env", "LC_ALL=tr_TR.UTF-8", "java", "-Duser.language=tr", "-Duser.country=TR"),
        List.of("env", "TZ=Asia/Riyadh", "java", "-Duser.language=ar", "-Duser.country=SA"),
        List.of("env", "java", "-Dline.separator=\r\n"));
  }

  static List<String> javas() {
    try (Stream<Path> homes = Files.list(Path.of("/usr/lib/jvm"))) {
      List<String> javas =
          homes
              .map(home -> home.resolve("bin/java"))
              .filter(Files::isExecutable)
              .map(DeterminismIT::real)
              .distinct()
              .sorted()
              .toList();
      assertThat(javas).isNotEmpty();
      return javas;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("environments")
  void rendersTheSameInEveryEnvironment(List<String> java) {
    Path out = scratch.resolve("out");

    Outcome outcome = render(java, "--out", out.toString());

    assertThat(outcome.status()).as("%s", outcome).isZero();
    assertThat(hex(out)).isEqualTo(expected());
  }

  @ParameterizedTest
  @MethodSource("javas")
  void rendersTheSameOnEveryJava(String java) {
    Path out = scratch.resolve("out");

    Outcome outcome = render(List.of(java), "--out", out.toString());

    assertThat(outcome.status()).as("%s", outcome).isZero();
    assertThat(hex(out)).isEqualTo(expected());
  }

  @ParameterizedTest
  @EnumSource(
      value = DebianRoot.class,
      names = {"TRIXIE", "SID"})
  void rendersTheSameInOtherSystems(DebianRoot root) throws IOException {
    try (Machine machine = IsolatedRoot.over(root)) {
      machine.write("/tmp/forge.yaml", Example.forge().text());
      Files.copy(JAR, machine.path("/tmp/generator.jar"));

      Outcome outcome =
          machine.run(
              "java",
              "-jar",
              "/tmp/generator.jar",
              "render",
              "/tmp/forge.yaml",
              "--out",
              "/tmp/out");

      assertThat(outcome.status()).as("%s", outcome).isZero();
      assertThat(hex(machine.path("/tmp/out"))).isEqualTo(expected());
    }
  }

  @Test
  void checksWhetherSomebodyEditedTheOutput() throws IOException {
    String out = scratch.resolve("out").toString();
    List<String> java = List.of("java");

    assertThat(render(java, "--out", out).status()).isZero();
    Outcome untouched = render(java, "--check", "--out", out);
    Path conf = Path.of(out, "pgbackrest.conf");
    Files.writeString(
        conf, Files.readString(conf).replace("repo1-retention-full=7", "repo1-retention-full=1"));
    Outcome edited = render(java, "--check", "--out", out);

    assertThat(untouched.status()).as("%s", untouched).isZero();
    assertThat(untouched.output()).isEmpty();
    assertThat(edited.status()).isEqualTo(1);
    assertThat(edited.output().lines())
        .contains("-repo1-retention-full=1", "+repo1-retention-full=7")
        .anyMatch(line -> line.startsWith("--- ") && line.contains("pgbackrest.conf"))
        .anyMatch(line -> line.startsWith("@@ "));
    assertThat(edited.output().lines().filter(line -> line.matches("[-+][^-+].*"))).hasSize(2);
    assertThat(Files.readString(conf)).as("--check writes nothing").contains("full=1\n");
  }

  private static Outcome render(List<String> java, String... options) {
    List<String> command = new ArrayList<>(java);
    command.addAll(List.of("-jar", JAR.toString(), "render", Example.forge().file().toString()));
    command.addAll(List.of(options));
    return Command.of(command).run();
  }

  /** The text files as the examples hold them. */
  private static SortedMap<String, String> expected() {
    return hex(Example.forge().folder().resolve("expected"));
  }

  private static SortedMap<String, String> hex(Path folder) {
    SortedMap<String, String> bytes = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        // The jar and the list of files with its checksum are the build's: other tests hold them.
        if (!name.endsWith(".jar") && !name.startsWith(".")) {
          bytes.put(name, HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes;
  }

  private static String real(Path path) {
    try {
      return path.toRealPath().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
