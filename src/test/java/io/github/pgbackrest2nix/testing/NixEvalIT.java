package io.github.pgbackrest2nix.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small module system of {@code nix/tests} does what the one of NixOS does. */
class NixEvalIT {
  private static final Path MODULE = Path.of("nix/tests/modules/postgres.nix");

  @TempDir Path scratch = Path.of("");

  @Test
  void definesNothingForAHostWithoutPostgresql() {
    assertThat(evaluate(List.of(MODULE), "{}"))
        .isEqualTo(
            json(
                """
                {
                  "definitions": {
                    "assertions": [
                      {"assertion": false, "message": "PostgreSQL must be enabled"},
                      {"assertion": false, "message": "PostgreSQL 16 expected, this is 17.10"}
                    ],
                    "environment": {"etc": {"x.conf": {"source": "%s"}}},
                    "systemd": {
                      "services": {"backup": {"serviceConfig": {"ReadWritePaths": ["/b"]}}},
                      "timers": {"backup": {"timerConfig": {"OnCalendar": "daily"}}}
                    }
                  },
                  "failedAssertions": [
                    "PostgreSQL must be enabled",
                    "PostgreSQL 16 expected, this is 17.10"
                  ],
                  "warnings": []
                }
                """
                    .formatted(MODULE.resolveSibling("x.conf").toAbsolutePath())));
  }

  @Test
  void followsTheHost() throws IOException {
    Path host =
        Files.writeString(
            scratch.resolve("host.nix"),
            """
            { pkgs, ... }: {
              system.stateVersion = "25.05";
              services.postgresql = { enable = true; package = pkgs.postgresql_16; };
            }
            """);

    NixEval.Answer answer = new NixEval(scratch).evaluateModules(List.of(MODULE), host.toString());

    assertThat(answer.require())
        .contains("\"failedAssertions\":[]")
        .contains("\"after\":[\"postgresql.service\"]")
        .contains("\"ReadWritePaths\":[\"/a\",\"/b\"]");
    assertThat(answer.written().values())
        .singleElement()
        .asString()
        .endsWith("/bin/bash\necho /var/lib/postgresql/16");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          lib.mkDefault 1         | 2                      | 2
          1                       | lib.mkForce 2          | 2
          1                       | 1                      | 1
          lib.mkMerge [ 1 ]       | lib.mkIf false 2       | 1
          [ 1 ]                   | lib.mkBefore [ 2 ]     | [2,1]
          lib.mkAfter [ 1 ]       | [ 2 ]                  | [2,1]
          [ 1 ]                   | lib.mkDefault [ 2 ]    | [1]
          { b = 1; }              | { c = 2; }             | {"b":1,"c":2}
          { b = lib.mkIf false 1; } | { }                  | {}
          ./x                     | toString ./x           | "SCRATCH/x"
          null                    | lib.mkIf true null     | null
          """)
  void mergesTwoDefinitions(String first, String second, String expected) throws IOException {
    NixEval.Answer answer = merge("x.a = " + first, "x.a = " + second);

    assertThat(Json.read(answer.require()))
        .isEqualTo(
            json(
                "{\"definitions\":{\"x\":{\"a\":%s}},\"failedAssertions\":[],\"warnings\":[]}"
                    .formatted(expected.replace("SCRATCH", scratch.toString()))));
  }

  @ParameterizedTest
  @CsvSource({
    "systemd.services.a.script, '\"a\"', '\"b\"', '\"a\\nb\"'",
    "systemd.services.a.serviceConfig.X, '\"a\"', '[ \"b\" ]', '[\"a\",\"b\"]'"
  })
  void mergesByTheKindOfOption(String option, String first, String second, String expected)
      throws IOException {
    assertThat(merge(option + " = " + first, option + " = " + second).require())
        .contains(":" + expected + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x.a = 1 | x.a = 2 | 1 and 2",
        "x.a = \"b\" | x.a = [ \"c\" ] | \"b\" and [\"c\"]",
        "x.a = true | x.a = false | true and false",
        "systemd.services.a.serviceConfig.X = 1 | systemd.services.a.serviceConfig.X = 2 | 1 and 2"
      })
  void refusesTwoDifferentDefinitions(String first, String second, String values)
      throws IOException {
    NixEval.Answer answer = merge(first, second);

    assertThat(answer.exit()).isNotZero();
    assertThat(answer.err()).contains("has conflicting definition values: " + values);
  }

  @Test
  void refusesAConflictWithTheHost() {
    NixEval.Answer answer =
        new NixEval(scratch)
            .evaluateModules(
                List.of(MODULE),
                """
                {"services": {"postgresql": {"enable": true, "settings": {"archive_command": "x"}}}}
                """);

    assertThat(answer.exit()).isNotZero();
    assertThat(answer.err())
        .contains("`services.postgresql.settings.archive_command' has conflicting definition");
  }

  @Test
  void parsesWithoutEvaluating() throws IOException {
    Path good = Files.writeString(scratch.resolve("good.nix"), "{ x }: y");
    Path bad = Files.writeString(scratch.resolve("bad.nix"), "{ x = ; }");
    NixEval nix = new NixEval(scratch);

    assertThat(nix.parse(bad).exit()).isNotZero();
    assertThat(nix.parse(bad).err()).contains("syntax error");
    assertThat(nix.parse(MODULE.toAbsolutePath()).exit()).isZero();
    assertThat(nix.parse(good).exit()).isNotZero();
  }

  private NixEval.Answer merge(String first, String second) throws IOException {
    Path a = Files.writeString(scratch.resolve("a.nix"), "{ lib, ... }: { " + first + "; }");
    Path b = Files.writeString(scratch.resolve("b.nix"), "{ lib, ... }: { " + second + "; }");
    return new NixEval(scratch).evaluateModules(List.of(a, b), "{}");
  }

  private Object evaluate(List<Path> modules, String host) {
    return json(new NixEval(scratch).evaluateModules(modules, host).require());
  }

  private static Object json(String text) {
    return Objects.requireNonNull(Json.read(text));
  }
}
