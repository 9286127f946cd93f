package io.github.pgbackrest2nix.systemd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.HostileStrings;
import io.github.pgbackrest2nix.testing.RequiredTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we spell is what the real systemd reads. */
class SystemdSyntaxIT {
  private static final long TIMEOUT_SECONDS = 60;

  @TempDir Path scratch = Path.of("");

  /** All but those with noncharacters, which are refused. */
  private static List<String> texts() {
    return HostileStrings.all().stream()
        .filter(text -> text.chars().noneMatch(c -> c >= 0xFFFE))
        .toList();
  }

  /**
   * Texts that may be file names; systemd wants paths to be valid UTF-8 without control characters.
   */
  private static List<String> fileNames() {
    return texts().stream()
        .map(text -> text.replace('/', '_'))
        .filter(text -> text.chars().noneMatch(Character::isISOControl))
        .filter(text -> !text.isEmpty() && text.getBytes(UTF_8).length <= 200)
        .distinct()
        .toList();
  }

  @Test
  void tmpfilesMakesTheDirectoryWeMean() throws Exception {
    List<String> paths = fileNames().stream().map(name -> "/run/" + name).toList();
    List<String> lines = new ArrayList<>();
    for (String path : paths) {
      lines.add("d " + TmpfilesSyntax.path(path) + " 0755 - - -");
      lines.add("d '" + TmpfilesSyntax.settingsPath(path + "/in") + "' 0755 - - -");
    }
    Path root = Files.createDirectory(scratch.resolve("root"));
    Path configuration = Files.write(scratch.resolve("test.conf"), lines);

    run("systemd-tmpfiles", "--create", "--root=" + root, configuration.toString());

    try (Stream<Path> made = Files.list(root.resolve("run"))) {
      assertThat(made.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(fileNames());
    }
    assertThat(paths)
        .allSatisfy(path -> assertThat(root.resolve(path.substring(1) + "/in")).isDirectory());
  }

  @Test
  void readsUnitsAsWeMeanThem() throws Exception {
    List<String> texts = texts();
    List<String> names = fileNames();
    Path units = Files.createDirectory(scratch.resolve("units"));
    List<String> service = new ArrayList<>(List.of("[Unit]", "DefaultDependencies=no"));
    names.forEach(n -> service.add("RequiresMountsFor=" + UnitSyntax.path("/mnt/" + n)));
    service.add("Description=" + UnitSyntax.description("50% of $x \"y\" \\n %n\\"));
    service.addAll(List.of("[Service]", "Type=oneshot"));
    texts.forEach(
        t -> service.add("ExecStart=" + UnitSyntax.command("/bin/echo", List.of(t, "end"))));
    names.forEach(n -> service.add("ReadWritePaths=" + UnitSyntax.optionalPath("/mnt/" + n)));
    Files.write(units.resolve("hostile.service"), service);
    Files.write(units.resolve("default.target"), List.of("[Unit]", "Wants=hostile.service"));

    ManagerDump dump = ManagerDump.of(units, "hostile.service", scratch);

    assertThat(dump.values("Description")).containsExactly("50% of $x \"y\" \\n %n\\.");
    assertThat(dump.values("RequiresMountsFor").stream().map(v -> v.replace(" (origin-file)", "")))
        .containsExactlyInAnyOrderElementsOf(names.stream().map(n -> "/mnt/" + n).toList());
    assertThat(dump.values("ReadWritePaths"))
        .containsExactly(String.join(" ", names.stream().map(n -> "-/mnt/" + n).toList()));
    assertThat(dump.commands())
        .containsExactlyElementsOf(
            texts.stream().map(t -> List.of("/bin/echo", t, "end")).toList());
  }

  private String run(String... command) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(command));
    line.set(0, RequiredTool.find(command[0]).toString());
    Path out = Files.createTempFile(scratch, "run", ".out");
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(out.toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
    String text = Files.readString(out);
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }
}
