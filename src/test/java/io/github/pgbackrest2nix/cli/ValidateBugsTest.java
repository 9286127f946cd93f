package io.github.pgbackrest2nix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.Compiler;
import io.github.pgbackrest2nix.Examined;
import io.github.pgbackrest2nix.cli.Session.Result;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** A bug that one file of several meets: what there is to be said of the others is said. */
class ValidateBugsTest {
  private static final String FAULTY = "a: 1\na: 2\n";

  private final Compiler compiler = new Compiler();
  private final Path folder;

  ValidateBugsTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(folder.resolve("a.yaml"), FAULTY);
    Files.writeString(folder.resolve("b.yaml"), Descriptions.CLEAN);
    Files.writeString(folder.resolve("c.yaml"), FAULTY);
  }

  @ParameterizedTest
  @EnumSource(OutputFormat.class)
  void hidesNoFindingOfAnotherFile(OutputFormat format) {
    Result others = run(Checks.of(compiler), "a.yaml", "c.yaml", "--format=" + format);
    Result result =
        run(
            failing(new IllegalStateException("hunter2")),
            "a.yaml",
            "b.yaml",
            "c.yaml",
            "--format=" + format);

    assertThat(others.status()).isEqualTo(ExitCode.FINDINGS);
    assertThat(others.out() + others.err()).contains("a.yaml", "c.yaml");
    assertThat(result)
        .isEqualTo(
            new Result(
                ExitCode.COULD_NOT_RUN,
                others.out(),
                bug("\"%s\": ".formatted(folder.resolve("b.yaml")), "IllegalStateException")
                    + others.err()));
  }

  @ParameterizedTest
  @ValueSource(classes = {StackOverflowError.class, NoClassDefFoundError.class})
  void isToldWhateverItIs(Class<? extends Error> kind) throws ReflectiveOperationException {
    Checks checks = failing(kind.getDeclaredConstructor().newInstance());

    Result result = run(checks, "b.yaml", "a.yaml");

    assertThat(result.status()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(result.err())
        .startsWith(
            bug("\"%s\": ".formatted(folder.resolve("b.yaml")), kind.getSimpleName())
                + "error: duplicate-key: ");
  }

  @Test
  void showsWhereOnlyWhenAskedTo() {
    Checks checks = failing(new IllegalStateException("planted"));

    Result plain = run(checks, "b.yaml", "a.yaml");
    Result debug = run(checks, "b.yaml", "a.yaml", "--debug");

    assertThat(plain.err()).doesNotContain("\tat ");
    assertThat(debug.err())
        .startsWith(
            bug("\"%s\": ".formatted(folder.resolve("b.yaml")), "IllegalStateException")
                + "java.lang.IllegalStateException: planted\n\tat ")
        .endsWith("\n1 error\n");
  }

  @Test
  void inComparingFilesHidesNothingThatEachHasByItself() {
    Checks checks =
        new Checks(
            compiler::examine,
            (List<Examined> files) -> {
              throw new IllegalStateException("planted");
            });
    Result alone = run(Checks.of(compiler), "a.yaml", "b.yaml");

    assertThat(run(checks, "a.yaml", "b.yaml"))
        .isEqualTo(
            new Result(ExitCode.COULD_NOT_RUN, "", bug("", "IllegalStateException") + alone.err()));
  }

  /** Returns checks that fail for what has no mistakes. */
  private Checks failing(Throwable thrown) {
    return new Checks(
        file -> {
          Examined examined = compiler.examine(file);
          if (examined.diagnostics().isEmpty()) {
            throw ValidateBugsTest.<RuntimeException>unchecked(thrown);
          }
          return examined;
        },
        compiler::checkTogether);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
    throw (T) thrown;
  }

  private static String bug(String where, String what) {
    return "error: %sthis is a bug of pgbackrest2nix (%s); --debug shows where\n"
        .formatted(where, what);
  }

  private Result run(Checks checks, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(new byte[0]),
            new PrintWriter(out),
            new PrintWriter(err),
            Map.of(),
            false);
    CommandLine line = new CommandLine(new Main());
    line.addSubcommand(new ValidateCommand(terminal, () -> checks));
    line.setErr(terminal.err());
    String[] all = new String[args.length + 1];
    all[0] = "validate";
    for (int i = 0; i < args.length; i++) {
      all[i + 1] = args[i].startsWith("-") ? args[i] : folder.resolve(args[i]).toString();
    }
    return new Result(line.execute(all), out.toString(), err.toString());
  }
}
