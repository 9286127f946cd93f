package io.github.pgbackrest2nix.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Command;
import io.github.pgbackrest2nix.testing.Json;
import io.github.pgbackrest2nix.testing.NixEval;
import io.github.pgbackrest2nix.testing.NixpkgsTree;
import io.github.pgbackrest2nix.testing.Outcome;
import io.github.pgbackrest2nix.testing.RealNixos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code nix/} has for users: it parses, and evaluates with a whole nixpkgs. */
final class PackagingIT {
  private static final Path NIX = Path.of("nix").toAbsolutePath();
  private static final Path DESCRIPTION =
      Path.of("examples/one-host-posix/one-host-posix.yaml").toAbsolutePath();

  private static final Pattern FLAKE = Pattern.compile("(?s)```nix\n(\\{\n.*?\n}\n)```");

  @TempDir Path scratch = Path.of("");

  @Test
  void everyFileParses() throws IOException {
    NixEval nix = new NixEval(scratch);
    try (Stream<Path> files = Files.walk(NIX)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(".nix")).sorted().toList();

      assertThat(found).extracting(NIX::relativize).contains(Path.of("flake.nix"));
      for (Path file : found) {
        assertThat(nix.parse(file).err()).as("%s", file).isEmpty();
      }
    }
  }

  @Test
  void whatTheReadmeSaysToWriteParses() throws IOException {
    NixEval nix = new NixEval(scratch);
    List<String> flakes =
        FLAKE
            .matcher(Files.readString(Path.of("README.md")))
            .results()
            .map(match -> match.group(1))
            .toList();

    assertThat(flakes).hasSize(2);
    for (String flake : flakes) {
      Path file = Files.writeString(scratch.resolve("flake.nix"), flake);
      assertThat(nix.parse(file).err()).as(flake).isEmpty();
    }
  }

  @Test
  void evaluatesWithNixpkgs() throws IOException {
    Map<?, ?> answer = evaluate(NixpkgsTree.atHand().tree());

    SoftAssertions softly = new SoftAssertions();
    softly.assertThat(answer.get("version")).isEqualTo("0.1.0");
    softly.assertThat(answer.get("jarVersion")).isEqualTo("0.1.0");
    softly
        .assertThat(derivations(answer, "packages"))
        .containsExactly(
            "default: pgbackrest2nix-0.1.0",
            "pgbackrest-metrics: pgbackrest2nix-0.1.0",
            "pgbackrest2nix: pgbackrest2nix-0.1.0");
    softly
        .assertThat(derivations(answer, "checks"))
        .containsExactly(
            "pgbackrest-descriptions: pgbackrest-descriptions",
            "pgbackrest2nix: pgbackrest2nix-0.1.0");
    softly.assertThat(derivations(answer, "devShells")).containsExactly("default: nix-shell");
    softly
        .assertThat(derivations(answer, "hostChecks"))
        .containsExactly(
            "pgbackrest-descriptions: pgbackrest-descriptions",
            "pgbackrest-kiosk: pgbackrest-kiosk");
    softly.assertThat(map(answer.get("apps")).keySet()).hasToString("[default, pgbackrest2nix]");
    softly
        .assertThat("" + map(answer.get("apps")).get("default"))
        .endsWith("-pgbackrest2nix-0.1.0/bin/pgbackrest2nix");
    softly.assertThat("" + answer.get("formatter")).endsWith(".drv");
    softly.assertThat(answer.get("template")).isEqualTo(true);
    softly.assertThat(name(answer.get("rendered"))).isEqualTo("pgbackrest2nix-rendered");
    softly.assertThat(answer.get("tests")).isEqualTo(List.of("container", "vm"));
    softly.assertThat(name(answer.get("vm"))).isEqualTo("vm-test-run-pgbackrest2nix-main");
    softly
        .assertThat(name(answer.get("container")))
        .isEqualTo("container-test-run-pgbackrest2nix-main");
    checkModule(softly, map(answer.get("module")));
    checkJar(softly, map(answer.get("packagedJar")));
    softly.assertAll();
  }

  private static void checkModule(SoftAssertions softly, Map<?, ?> module) {
    softly.assertThat(module.get("failed")).isEqualTo(List.of());
    softly.assertThat(module.get("toplevel")).isEqualTo(module.get("imported"));
    softly.assertThat(module.get("undescribed")).isEqualTo(module.get("plain"));
    softly.assertThat(module.get("toplevel")).isNotEqualTo(module.get("plain"));
    softly
        .assertThat(module.get("unnamed"))
        .isEqualTo(
            List.of(
                "pgbackrest2nix: nix/module.nix does not pass on networking, services.openssh,"
                    + " which the rendered files set: import the rendered folder instead, and"
                    + " report this."));
  }

  private static void checkJar(SoftAssertions softly, Map<?, ?> jar) {
    softly.assertThat(jar.get("failed")).isEqualTo(List.of());
    softly
        .assertThat("" + jar.get("command"))
        .contains(" -jar " + jar.get("jar") + "/share/java/pgbackrest-metrics.jar collect ");
    softly
        .assertThat("" + jar.get("withoutOverlay"))
        .startsWith(
            "[one-host-posix.yaml: the runtime jar comes from the package pgbackrest-metrics");
  }

  private Map<?, ?> evaluate(Path nixpkgs) throws IOException {
    List<String> command = new ArrayList<>(RealNixos.nixInstantiate(scratch));
    command.addAll(List.of("--eval", "--strict", "--json", "--read-write-mode"));
    command.addAll(List.of("--store", scratch.resolve("store").toString()));
    command.add(NIX.resolve("tests/packaging.nix").toString());
    command.addAll(List.of("--argstr", "nixpkgs", nixpkgs.toString()));
    command.addAll(List.of("--argstr", "description", DESCRIPTION.toString()));
    command.addAll(List.of("--argstr", "copied", rendered("copy")));
    command.addAll(List.of("--argstr", "packaged", rendered("package")));
    Path strange = Files.createDirectory(scratch.resolve("strange"));
    Files.writeString(
        strange.resolve("default.nix"),
        "{\n  networking.hostName = \"other\";\n  services.openssh.enable = true;\n}\n");
    command.addAll(List.of("--argstr", "strange", strange.toString()));
    Outcome outcome = new Command(command, Duration.ofMinutes(20)).run();
    assertThat(outcome.status()).as(outcome.errors()).isZero();
    return map(Json.read(outcome.output()));
  }

  /** The example, rendered by the generator's jar. */
  private String rendered(String jar) {
    String folder = scratch.resolve(jar).toString();
    Command.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-jar",
            Objects.requireNonNull(System.getProperty("generator.jar")),
            "render",
            DESCRIPTION.toString(),
            "--out",
            folder,
            "--jar",
            jar)
        .run()
        .succeeded();
    return folder;
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return (Map<?, ?>) Objects.requireNonNull(value);
  }

  /** The names of the attributes with those of their derivations, in order. */
  private static List<String> derivations(Map<?, ?> answer, String attribute) {
    return map(answer.get(attribute)).entrySet().stream()
        .map(each -> each.getKey() + ": " + name(each.getValue()))
        .sorted()
        .toList();
  }

  private static String name(@Nullable Object derivation) {
    return ("" + derivation).replaceFirst("^/nix/store/[a-z0-9]{32}-(.*)\\.drv$", "$1");
  }
}
