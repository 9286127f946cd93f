package io.github.pgbackrest2nix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.cli.Session.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidateTest {
  private static final String WARNED = Descriptions.CLEAN.replace("retention: { full: 4 }", "");

  private final Session session = new Session();

  private final Path folder;

  ValidateTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void aCleanDescriptionIsNoWordsWorth() throws IOException {
    assertThat(session.run("validate", file("a.yaml", Descriptions.CLEAN)))
        .isEqualTo(new Result(ExitCode.CLEAN, "", ""));
  }

  @Test
  void reportsTheFindingsOfAllFilesByNameAndPlace() throws IOException {
    String b = file("b.yaml", "");
    String a = file("a.yaml", "a: 1\na: 2\n");

    assertThat(session.run("validate", b, a, b))
        .isEqualTo(
            new Result(
                ExitCode.FINDINGS,
                "",
                """
                error: duplicate-key: the key "a" stands here a second time, so one of its values would be lost
                 --> %s:2:1
                   |
                 2 | a: 2
                   | ^
                 ::: %s:1:1
                   |
                 1 | a: 1
                   | - it stands here already
                   = help: keep one of the two
                   = explain: pgbackrest2nix explain duplicate-key

                error: empty-file: the file has no content
                 --> %s:1:1
                   |
                 1 |
                   | ^
                   = help: start with "version: 1"
                   = explain: pgbackrest2nix explain empty-file

                2 errors
                """
                    .formatted(a, a, b)));
  }

  @Test
  void aFileThatCannotBeReadDoesNotHideWhatTheOthersHave() throws IOException {
    String missing = folder.resolve("missing.yaml").toString();
    String faulty = file("a.yaml", "a: 1\na: 2\n");

    Path empty = Files.createDirectory(folder.resolve("empty"));

    Result result = session.run("validate", missing, faulty, empty.toString(), "");

    assertThat(result.status()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .startsWith(
            """
            error: "%s": no description is in this folder: no file below it ends in .yaml or .yml
            error: "": names no file; a variable of the calling script may be unset
            error: "%s" does not exist; check its name
            error: duplicate-key: \
            """
                .formatted(empty, missing))
        .endsWith("\n1 error\n");
  }

  @Test
  void readsStandardInputUnderTheNameThatItIsGiven() {
    Session faulty = session.input("a: 1\na: 2\n");

    assertThat(faulty.run("validate", "-").err()).contains("\n --> <stdin>:2:1\n");
    assertThat(faulty.run("validate", "-", "--stdin-filename", "db1.yaml").err())
        .contains("\n --> db1.yaml:2:1\n", "\n ::: db1.yaml:1:1\n");
    assertThat(session.input(Descriptions.CLEAN).run("validate", "-"))
        .isEqualTo(new Result(ExitCode.CLEAN, "", ""));
  }

  @Test
  void bytesThatAreNoUtf8AreAFindingAtTheFirstOfThem() throws IOException {
    Path latin = folder.resolve("latin.yaml");
    Files.write(
        latin, "version: 1\r\nhost: d\u00E9p\u00F4t\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(session.run("validate", latin.toString()))
        .isEqualTo(
            new Result(
                ExitCode.FINDINGS,
                "",
                """
                error: not-utf8: what stands here is not UTF-8, so nobody can tell which characters are meant
                 --> %s:2:8
                   |
                 2 | host: d\uFFFDp\uFFFDt
                   |        ^
                   = help: save the file as UTF-8; it may be Latin-1, or cut off
                   = explain: pgbackrest2nix explain not-utf8

                1 error
                """
                    .formatted(latin)));
  }

  @ParameterizedTest
  @CsvSource({
    "error, 0",
    "warning, 1",
  })
  void failsOnWhatItIsAskedTo(String severity, int status) throws IOException {
    String warned = file("a.yaml", WARNED);

    Result result = session.run("validate", warned, "--fail-on", severity);

    assertThat(result.status()).isEqualTo(status);
    assertThat(result.err()).startsWith("warning: ").endsWith("\n1 warning\n");
    assertThat(session.run("validate", warned).status()).isEqualTo(ExitCode.CLEAN);
  }
}
