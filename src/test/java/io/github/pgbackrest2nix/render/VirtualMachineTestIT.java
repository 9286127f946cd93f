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

/** What can be known of {@code nix/tests/vm.nix} without nixpkgs and without a virtual machine. */
final class VirtualMachineTestIT {
  private static final Path TEST = Path.of("nix/tests/vm.nix").toAbsolutePath();
  private static final Example EXAMPLE = new Example("one-host-posix");

  /** What the script names of the module's. */
  private static final Pattern NAMED = Pattern.compile("pgbackrest-[a-z-]+\\.(?:service|timer)");

  @TempDir Path scratch = Path.of("");

  @Test
  void parses() {
    assertThat(new NixEval(scratch).parse(TEST).require()).isNotEmpty();
  }

  @Test
  void hasAMachineThatTheModuleFits() throws IOException {
    Path module = EXAMPLE.write(scratch.resolve("module"));
    Path host =
        Files.writeString(
            scratch.resolve("host.nix"),
            """
            { pkgs, ... }@arguments:
            builtins.removeAttrs (%s.nodes.machine arguments) [
              "imports"
              "virtualisation"
            ]
            """
                .formatted(test("pkgs //", module)));

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

  @Test
  void importsTheModuleAndNamesItsUnits() throws IOException {
    Path module = EXAMPLE.write(scratch.resolve("module"));

    assertThat(evaluate("(%s.nodes.machine { }).imports == [ %s ]", module)).isEqualTo(true);
    assertThat(namedIn(script(module))).isSubsetOf(unitsOf(EXAMPLE)).isNotEmpty();
  }

  @Test
  void hasAScriptThatIsPython() throws IOException {
    String script = script(EXAMPLE.write(scratch.resolve("module")));
    Path file = Files.writeString(scratch.resolve("script.py"), script);

    Command.of(RequiredTool.find("python3").toString(), "-m", "py_compile", file.toString())
        .run()
        .succeeded();
    assertThat(script).doesNotContain("${");
  }

  private String script(Path module) {
    return "" + evaluate("%s.testScript", module);
  }

  private Object evaluate(String expression, Path module) {
    String stub = "{ postgresql_16.psqlSchema = \"16\"; } //";
    String whole = expression.formatted(test(stub, module), module.getParent());
    return Objects.requireNonNull(Json.read(new NixEval(scratch).evaluate(whole).require()));
  }

  /** The test's file, called with what only hands back its argument. */
  private static String test(String packages, Path module) {
    return "(import %s { pkgs = %s { testers.runNixOSTest = test: test; }; module = %s; })"
        .formatted(TEST, packages, module.getParent());
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
