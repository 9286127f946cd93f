package io.github.pgbackrest2nix.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.NixEval;
import io.github.pgbackrest2nix.testing.NixLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example's module is Nix, is laid out like Nix, and sets options that NixOS has. */
final class RenderedNixIT {
  private static final String NODE_EXPORTER = "services.prometheus.exporters.node.enable = true;\n";

  /** What hosts differ in. 24.11 has no postgresql.target. */
  private static final List<String> VARIANTS =
      List.of(
          "",
          "system.stateVersion = \"24.11\";\n",
          "system.stateVersion = \"26.05\";\n",
          NODE_EXPORTER,
          "services.prometheus.enable = true;\n",
          NODE_EXPORTER + "services.prometheus.enable = true;\nsystem.stateVersion = \"26.05\";\n");

  @TempDir Path scratch = Path.of("");

  static List<Example> examples() {
    return Example.all();
  }

  static Stream<Arguments> hosts() {
    return Example.all().stream()
        .flatMap(
            example ->
                VARIANTS.stream()
                    .flatMap(
                        variant ->
                            Stream.of(
                                ExampleHost.without(example) + variant,
                                ExampleHost.good(example) + variant))
                    .map(host -> Arguments.of(example, host)));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isParsedByNix(Example example) throws IOException {
    example.write(scratch);

    for (Path file : nixFiles()) {
      assertThat(new NixEval(scratch).parse(file).err()).as("%s", file).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isLaidOutAsNixfmtLeavesIt(Example example) {
    example
        .render()
        .forEach(
            (path, text) -> {
              if (path.endsWith(".nix")) {
                assertThat(NixLayout.checkModule(text)).as(path).isEmpty();
              }
            });
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void setsWhatTheHostLeavesToIt(Example example, String host) {
    ExampleHost.Answer answer = ExampleHost.of(example, scratch).evaluate(host);

    assertThat(answer.warnings())
        .as("the others are RenderedWarningsIT's")
        .allMatch(each -> ("" + each).matches(".*(time\\.timeZone|Other clusters).*"));
    boolean postgresql = host.contains("services.postgresql");
    assertThat(answer.failedAssertions()).hasSize(postgresql ? 0 : 1);
    assertThat(at(answer.definitions(), "services", "postgresql").isEmpty()).isEqualTo(!postgresql);
    assertThat(at(answer.definitions(), "systemd", "services", "postgresql").isEmpty())
        .as("a broken unit appears where PostgreSQL is disabled")
        .isEqualTo(!postgresql);
    assertThat(at(answer.definitions(), "services", "prometheus", "exporters").isEmpty())
        .isEqualTo(!host.contains("exporters.node.enable") || isWithoutFile(example));
  }

  private static boolean isWithoutFile(Example example) {
    return example.text().contains("textfile: null");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void waitsForThePostgresqlTargetWhereThereIsOne(Example example) {
    ExampleHost host = ExampleHost.of(example, scratch);
    String postgresql = ExampleHost.good(example);

    assertThat(waitedFor(host.evaluate(postgresql + "system.stateVersion = \"25.05\";\n")))
        .contains("postgresql.service")
        .doesNotContain("postgresql.target");
    assertThat(waitedFor(host.evaluate(postgresql + "system.stateVersion = \"26.05\";\n")))
        .contains("postgresql.target")
        .doesNotContain("postgresql.service");
  }

  /** The units that the scheduled jobs come after; what runs while PostgreSQL starts is not one. */
  private static Set<String> waitedFor(ExampleHost.Answer answer) {
    Set<String> units = new TreeSet<>();
    at(answer.definitions(), "systemd", "services")
        .forEach(
            (name, service) -> {
              if (at((Map<?, ?>) Objects.requireNonNull(service), "unitConfig")
                          .get("ConditionPathExistsGlob")
                      == null
                  && ((Map<?, ?>) service).get("after") instanceof List<?> after) {
                after.forEach(unit -> units.add("" + unit));
              }
            });
    return units;
  }

  private List<Path> nixFiles() throws IOException {
    try (Stream<Path> files = Files.list(scratch)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(".nix")).sorted().toList();
      assertThat(found).hasSizeGreaterThan(3);
      return found;
    }
  }

  private static Map<?, ?> at(Map<?, ?> definitions, String... path) {
    Map<?, ?> here = definitions;
    for (String name : path) {
      here = here.get(name) instanceof Map<?, ?> below ? below : Map.of();
    }
    return here;
  }
}
