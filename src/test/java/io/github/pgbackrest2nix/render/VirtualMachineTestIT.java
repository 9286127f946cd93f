package io.github.pgbackrest2nix.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Command;
import io.github.pgbackrest2nix.testing.Json;
import io.github.pgbackrest2nix.testing.NixEval;
import io.github.pgbackrest2nix.testing.RequiredTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What can be known of {@code nix/tests/vm.nix} and {@code container.nix} without nixpkgs, a
 * virtual machine or a container.
 */
final class VirtualMachineTestIT {
  private static final Path TESTS = Path.of("nix/tests").toAbsolutePath();
  private static final Example EXAMPLE = new Example("one-host-posix");

  /** What the script names of the module's. */
  private static final Pattern NAMED = Pattern.compile("pgbackrest-[a-z-]+\\.(?:service|timer)");

  @TempDir Path scratch = Path.of("");

  /** Where the machine runs, and what NixOS tests call the set of such machines. */
  enum Place {
    VIRTUAL_MACHINE("vm.nix", "nodes"),
    CONTAINER("container.nix", "containers");

    private final String file;
    private final String machines;

    Place(String file, String machines) {
      this.file = file;
      this.machines = machines;
    }
  }

  @ParameterizedTest
  @EnumSource
  void parses(Place place) {
    Path file = TESTS.resolve(place.file);

    assertThat(new NixEval(scratch).parse(file).require()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void hasAMachineThatTheModuleFits(Place place) throws IOException {
    Path module = EXAMPLE.write(scratch.resolve("module"));
    Path host =
        Files.writeString(
            scratch.resolve("host.nix"),
            """
            { pkgs, ... }:
            let
              test = %s.%s.machine;
              machine = if test ? virtualisation then builtins.head test.imports else test;
            in
            builtins.removeAttrs machine [ "imports" ]
            """
                .formatted(test(place, "pkgs //", module), place.machines));

    Map<?, ?> answer =
        (Map<?, ?>)
            Objects.requireNonNull(
                Json.read(
                    new NixEval(scratch)
                        .evaluateModules(List.of(module), host.toString())
                        .require()));

    assertThat(answer.get("failedAssertions")).isEqualTo(List.of());
    assertThat(answer.get("warnings")).isEqualTo(List.of());
  }

  @ParameterizedTest
  @EnumSource
  void importsTheModuleAndNamesItsUnits(Place place) throws IOException {
    Path module = EXAMPLE.write(scratch.resolve("module"));

    assertThat(imported(place, module)).isEqualTo("" + module.getParent());
    assertThat(namedIn(script(place, module))).isSubsetOf(unitsOf(EXAMPLE)).isNotEmpty();
  }

  @Test
  void bootsAgainOnlyInAVirtualMachine() throws IOException {
    Path module = EXAMPLE.write(scratch.resolve("module"));
    String machine = script(Place.VIRTUAL_MACHINE, module);
    String container = script(Place.CONTAINER, module);

    assertThat(machine)
        .startsWith(
            container.replaceFirst("as_postgres = \".*\"", "as_postgres = \"sudo -u postgres\""));
    assertThat(machine).contains("machine.shutdown()");
    assertThat(container).doesNotContain("machine.shutdown()", "sudo");
  }

  @ParameterizedTest
  @EnumSource
  void hasAScriptThatIsPython(Place place) throws IOException {
    String script = script(place, EXAMPLE.write(scratch.resolve("module")));
    Path file = Files.writeString(scratch.resolve("script.py"), script);

    Command.of(RequiredTool.find("python3").toString(), "-m", "py_compile", file.toString())
        .run()
        .succeeded();
    assertThat(script).doesNotContain("${");
  }

  private String script(Place place, Path module) {
    return "" + evaluate("%s.testScript".formatted(stub(place, module)));
  }

  /** The one module that the machine imports, through what both tests share. */
  private Object imported(Place place, Path module) {
    return evaluate(
        """
        let
          machine = %s.%s.machine;
          shared = if machine ? virtualisation then builtins.head machine.imports else machine;
        in
        assert builtins.length shared.imports == 1;
        toString (builtins.head shared.imports)
        """
            .formatted(stub(place, module), place.machines));
  }

  private Object evaluate(String expression) {
    return Objects.requireNonNull(Json.read(new NixEval(scratch).evaluate(expression).require()));
  }

  private static String stub(Place place, Path module) {
    return test(place, "{ postgresql_16.psqlSchema = \"16\"; } //", module);
  }

  /** The test's file, called with what only hands back its argument. */
  private static String test(Place place, String packages, Path module) {
    return "(import %s { pkgs = %s { testers.runNixOSTest = test: test; }; module = %s; })"
        .formatted(TESTS.resolve(place.file), packages, module.getParent());
  }

  private static Set<String> namedIn(String script) {
    return NAMED
        .matcher(script)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Those that the module defines, by the names of its attributes. */
  private static Set<String> unitsOf(Example example) {
    Pattern unit = Pattern.compile("systemd\\.(service|timer)s\\.(pgbackrest-[a-z-]+)");
    return example.render().values().stream()
        .flatMap(text -> unit.matcher(text).results())
        .map(match -> match.group(2) + "." + match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
