package io.github.pgbackrest2nix.cli;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.cli.Session.Result;
import io.github.pgbackrest2nix.rule.RuleDocument;
import io.github.pgbackrest2nix.testing.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class ValidateFormatsTest {
  private static final String[] ARGS = {"validate", "-", "--stdin-filename", "a.yaml", "--format"};

  @Test
  void textIsForPeopleAndTheDefault() {
    Result run = validated("a: 1\na: 2\n", "text");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("error: duplicate-key: ").endsWith("1 error\n");
    assertThat(
            new Session().input("a: 1\na: 2\n").run("validate", "-", "--stdin-filename", "a.yaml"))
        .isEqualTo(run);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "text")
  void programsReadStandardOutput(OutputFormat format) {
    Result run = validated("a: 1\na: 2\n", format.name());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("duplicate-key").contains("a.yaml");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void gitHubGetsOneCommandForAFinding() {
    assertThat(validated("", "github").out())
        .isEqualTo(
            "::error file=a.yaml,line=1,endLine=1,col=1,endColumn=1,title=empty-file::"
                + "the file has no content%0Ahelp: start with \"version: 1\"\n");
  }

  @Test
  void sarifCarriesThePagesOfTheRulesThatWereBroken() {
    String page = RuleDocument.load("empty-file").text();

    assertThat(Json.read(validated("", "sarif").out()))
        .extracting("runs", as(InstanceOfAssertFactories.LIST))
        .first()
        .extracting("tool.driver")
        .isEqualTo(
            Map.of(
                "name",
                "pgbackrest2nix",
                "version",
                Version.number(),
                "rules",
                List.of(
                    Map.of(
                        "id", "empty-file",
                        "shortDescription", Map.of("text", "the file has no content"),
                        "help", Map.of("text", page, "markdown", page),
                        "defaultConfiguration", Map.of("level", "error")))));
  }

  @Test
  void anUnknownFormatIsWrongUsage() {
    assertThat(validated("", "xml").status()).isEqualTo(2);
  }

  private static Result validated(String text, String format) {
    String[] args = Arrays.copyOf(ARGS, ARGS.length + 1);
    args[ARGS.length] = format;
    return new Session().input(text).run(args);
  }
}
