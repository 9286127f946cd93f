package io.github.pgbackrest2nix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.cli.Session.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.ObjectMapper;

class MainTest {
  private static final String ESCAPE = "\u001b";

  private final Session session = new Session();

  private final Path folder;

  MainTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '' | Missing required subcommand
          frobnicate | Unmatched argument at index 0: 'frobnicate'
          validate | Missing required parameter: 'FILE'
          validate x --fail-on note | Invalid value for option '--fail-on': expected one of [error, warning] (case-sensitive) but was 'note'
          validate x --frobnicate | Unknown option: '--frobnicate'
          render x | Missing required option: '--out=DIR'
          render x y --out z | Unmatched argument at index 2: 'y'
          render x --out z --out z | option '--out' (DIR) should be specified only once
          render x --out= | --out names no directory
          schema x | Unmatched argument at index 1: 'x'
          options a b | Unmatched argument at index 2: 'b'
          options --pgbackrest two | "two" is not a version such as 2.58
          options --pgbackrest 2.36 | options are known from pgBackRest 2.40 on
          """)
  void wrongUsageIsSaidOnStandardErrorWithTheUsage(String line, String message) {
    Result result = session.run(line.isEmpty() ? new String[0] : line.split(" "));

    assertThat(result.status()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines().findFirst().orElse("")).isEqualTo(message);
    assertThat(result.err()).containsAnyOf("\nUsage: pgbackrest2nix", "\nDid you mean: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "validate ", "render ", "schema ", "options "})
  void helpIsOnStandardOutputWithExamples(String command) {
    Result help = session.onTerminal(Map.of("TERM", "xterm")).run((command + "--help").split(" "));

    assertThat(help.status()).isEqualTo(ExitCode.CLEAN);
    assertThat(help.err()).isEmpty();
    assertThat(help.out())
        .startsWith("Usage: pgbackrest2nix " + command)
        .contains("\nExample", "--debug")
        .doesNotContain(ESCAPE);
    assertThat(help.out().lines().filter(line -> line.length() > 80)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "validate --version", "render -V"})
  void tellsItsVersion(String line) {
    assertThat(session.run(line.split(" ")))
        .isEqualTo(new Result(ExitCode.CLEAN, "pgbackrest2nix " + Version.number() + "\n", ""));
  }

  @Test
  void aBugIsOneLineAndItsTraceIsForDebug() {
    Session broken =
        session
            .input(Descriptions.CLEAN)
            .runtimeJar(
                () -> {
                  throw new IllegalStateException("here");
                });
    String[] render = {"render", "-", "--out", folder.resolve("out").toString()};
    String line =
        "error: this is a bug of pgbackrest2nix (IllegalStateException); --debug shows where\n";

    assertThat(broken.run(render)).isEqualTo(new Result(ExitCode.COULD_NOT_RUN, "", line));
    Result traced = broken.run("render", "-", "--out", folder.resolve("out").toString(), "--debug");

    assertThat(traced.status()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(traced.err())
        .startsWith(line + "java.lang.IllegalStateException: here\n\tat io.github.");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void anErrorOfTheVirtualMachineIsNoTraceEither() {
    Session broken =
        session
            .input(Descriptions.CLEAN)
            .runtimeJar(
                () -> {
                  throw new StackOverflowError();
                });

    assertThat(broken.run("render", "-", "--out", folder.resolve("out").toString()))
        .isEqualTo(
            new Result(
                ExitCode.COULD_NOT_RUN,
                "",
                "error: this is a bug of pgbackrest2nix (StackOverflowError); --debug shows"
                    + " where\n"));
  }

  @Test
  void aFailureOfTheWorldHasItsTraceWithDebugOnly() {
    String missing = folder.resolve("missing.yaml").toString();
    String out = folder.resolve("out").toString();

    assertThat(session.run("render", missing, "--out", out))
        .isEqualTo(
            new Result(
                ExitCode.COULD_NOT_RUN,
                "",
                "error: \"" + missing + "\" does not exist; check its name\n"));
    assertThat(session.run("--debug", "render", missing, "--out", out).err())
        .contains("\njava.nio.file.NoSuchFileException: ", "\n\tat ");
  }

  @ParameterizedTest
  @CsvSource({
    "xterm, , true",
    "xterm, '', true",
    "xterm, 1, false",
    "dumb, , false",
    ", , true",
  })
  void coloursFindingsOnATerminalOnly(String term, String noColor, boolean coloured) {
    Map<String, String> variables = new HashMap<>();
    if (term != null) {
      variables.put("TERM", term);
    }
    if (noColor != null) {
      variables.put("NO_COLOR", noColor);
    }
    Session faulty = session.input("a: 1\n");

    Result onTerminal = faulty.onTerminal(variables).run("validate", "-");

    assertThat(onTerminal.err().contains(ESCAPE)).isEqualTo(coloured);
    assertThat(faulty.run("validate", "-").err()).doesNotContain(ESCAPE);
  }

  @Test
  void anArgumentWithAnAtSignIsAFileLikeAnother() throws Exception {
    Path file = Files.writeString(folder.resolve("@host.yaml"), Descriptions.CLEAN);

    assertThat(session.run("validate", file.toString())).isEqualTo(new Result(0, "", ""));
    assertThat(session.run("validate", "@missing"))
        .isEqualTo(
            new Result(
                ExitCode.COULD_NOT_RUN,
                "",
                "error: \"@missing\" does not exist; check its name\n"));
  }

  @Test
  void printsTheSchemaAsItIs() throws Exception {
    Result schema = session.run("schema");

    assertThat(schema)
        .isEqualTo(
            new Result(
                ExitCode.CLEAN,
                Files.readString(
                    Path.of(
                        "src/main/resources/io/github/pgbackrest2nix/schema/description.schema.json")),
                ""));
    assertThat(new ObjectMapper().readTree(schema.out()).at("/type").asString())
        .isEqualTo("object");
  }

  @Test
  void listsTheOptionsOfTheNewestRelease() {
    List<String> lines = session.run("options").out().lines().toList();

    assertThat(lines).isSorted().hasSizeGreaterThan(150);
    assertThat(lines)
        .contains("process-max                        integer   global        default 1");
  }

  @Test
  void listsOptionsByAPartOfTheirNames() {
    assertThat(session.run("options", "bundle"))
        .isEqualTo(
            new Result(
                ExitCode.CLEAN,
                """
                repo-bundle                        boolean   global        default n
                repo-bundle-limit                  size      global        default 2MiB
                repo-bundle-size                   size      global        default 20MiB
                """,
                ""));
  }

  @Test
  void showsAllAboutOneOptionAsARequestedReleaseHasIt() {
    assertThat(session.run("options", "repo-bundle", "--pgbackrest", "2.45"))
        .isEqualTo(
            new Result(
                ExitCode.CLEAN,
                """
                repo-bundle (pgBackRest 2.45)
                  written as: repo1-bundle
                  under settings of a repository: bundle
                  type: boolean
                  section: global
                  default: n
                  commands: backup
                  since: 2.40
                """,
                ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          repo-bundel |  = help: perhaps it is repo-bundle
          bundel      |  = help: perhaps it is repo-bundle
          xxxxxxxxxxx |  = help: without a name all options are listed
          """)
  void anUnknownOptionIsAFinding(String name, String help) {
    assertThat(session.run("options", name))
        .isEqualTo(
            new Result(
                ExitCode.FINDINGS,
                "",
                "error: pgBackRest 2.60 has no option with \"%s\" in its name\n".formatted(name)
                    + " "
                    + help
                    + "\n"));
  }

  @Test
  void saysWhichReleasesHaveAnOptionThatTheRequestedOneLacks() {
    assertThat(session.run("options", "repo-symlink", "--pgbackrest", "2.40"))
        .isEqualTo(
            new Result(
                ExitCode.FINDINGS,
                "",
                """
                error: pgBackRest 2.40 has no option with "repo-symlink" in its name
                 = help: releases from 2.57 on have it
                """));
  }
}
