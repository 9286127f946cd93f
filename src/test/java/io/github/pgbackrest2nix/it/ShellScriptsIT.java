package io.github.pgbackrest2nix.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Command;
import io.github.pgbackrest2nix.testing.Outcome;
import io.github.pgbackrest2nix.testing.RenderedUnits;
import io.github.pgbackrest2nix.testing.RequiredTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What shellcheck has to say of all shell scripts: those that hosts run, and the project's own. */
final class ShellScriptsIT {
  private static final Path CHECKER = RequiredTool.find("shellcheck");

  @TempDir Path scratch = Path.of("");

  @ParameterizedTest
  @EnumSource
  void renderedOnesAreSound(DescribedHost host) throws IOException {
    RenderedUnits units = host.units(Files.createDirectory(scratch.resolve("host")));
    List<Path> scripts = new ArrayList<>();
    for (String path : units.files().keySet()) {
      String text = units.files().getOrDefault(path, "");
      if (text.startsWith("#!") || path.endsWith(".sh")) {
        String name = Path.of(path).getFileName().toString();
        scripts.add(Files.writeString(scratch.resolve(scripts.size() + "-" + name), text));
      }
    }

    assertThat(scripts).isNotEmpty();
    assertSound(scripts);
  }

  @Test
  void ownOnesAreSound() throws IOException {
    List<Path> scripts = new ArrayList<>();
    for (String folder : List.of("templates", "src/test/tools", "src/test/bench", ".ci")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        files.filter(ShellScriptsIT::isScript).sorted().forEach(scripts::add);
      }
    }

    assertThat(scripts)
        .contains(Path.of("templates/restore.sh"), Path.of("src/test/tools/verify"))
        .contains(Path.of("src/test/bench/many-files.sh"), Path.of(".ci/run"));
    assertSound(scripts);
  }

  private static boolean isScript(Path file) {
    try {
      return Files.isRegularFile(file)
          && (file.toString().endsWith(".sh") || Files.readString(file).startsWith("#!"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertSound(List<Path> scripts) {
    List<String> command = new ArrayList<>(List.of(CHECKER.toString(), "--shell=bash"));
    command.add("--format=gcc");
    scripts.forEach(script -> command.add(script.toString()));
    Outcome outcome = Command.of(command).run();

    assertThat(outcome.everything()).isEmpty();
    assertThat(outcome.status()).isZero();
  }
}
