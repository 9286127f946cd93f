package io.github.pgbackrest2nix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.cli.Session.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidateFoldersTest {
  private static final String FAULTY = "version: 1\nhost: a\nhost: b\n";
  private static final Pattern PLACE = Pattern.compile("(?m)^ --> (.*):\\d+:\\d+$");

  private final Session session = new Session();
  private final Path folder;

  ValidateFoldersTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static String described(String host) {
    return Descriptions.CLEAN.replace("db1", host);
  }

  /** Returns the files that findings are about, relative to the folder. */
  private List<String> files(Result result) {
    return PLACE
        .matcher(result.err())
        .results()
        .map((MatchResult match) -> folder.relativize(Path.of(match.group(1))).toString())
        .toList();
  }

  @Test
  void aFolderIsAllItsDescriptionsAtAnyDepth() throws IOException {
    for (String name : List.of("z.yaml", "a.yml", "b/c/d.yaml", "b-c.yaml")) {
      file(name, FAULTY);
    }
    for (String name : List.of("a.txt", "yaml", ".hidden.yaml", ".git/a.yaml", "b/.c/a.yml")) {
      file(name, FAULTY);
    }

    Result result = session.run("validate", folder.toString());

    assertThat(result.status()).isEqualTo(ExitCode.FINDINGS);
    assertThat(files(result)).containsExactly("a.yml", "b-c.yaml", "b/c/d.yaml", "z.yaml");
  }

  @Test
  void linksAreFollowedButNotInCircles() throws IOException {
    file("hosts/a.yaml", FAULTY);
    file("elsewhere/b.yaml", FAULTY);
    Files.createSymbolicLink(folder.resolve("hosts/more"), folder.resolve("elsewhere"));
    Files.createSymbolicLink(folder.resolve("hosts/again"), folder.resolve("hosts"));
    Files.createSymbolicLink(folder.resolve("hosts/z.yaml"), folder.resolve("hosts/a.yaml"));
    Files.createSymbolicLink(folder.resolve("hosts/gone.yaml"), folder.resolve("nowhere.yaml"));

    Result result = session.run("validate", folder.resolve("hosts").toString());

    assertThat(result.status()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(result.err())
        .startsWith(
            "error: \"%s\" does not exist; check its name\n"
                .formatted(folder.resolve("hosts/gone.yaml")));
    assertThat(files(result)).containsExactly("hosts/a.yaml", "hosts/more/b.yaml");
  }

  @Test
  void theSameFileByOtherNamesIsReadOnce() throws IOException {
    Path file = file("hosts/a.yaml", FAULTY);
    Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), file);
    String detour = folder.resolve("hosts/../hosts/a.yaml").toString();

    Result result =
        session.run("validate", link.toString(), file.toString(), detour, folder.toString());

    assertThat(files(result)).containsExactly("link.yaml");
  }

  @Test
  void whatAnEditorHasOfAFileStandsForTheFile() throws IOException {
    Path file = file("a.yaml", FAULTY);
    file("b.yaml", described("db2"));

    Result result =
        session
            .input(Descriptions.CLEAN)
            .run("validate", folder.toString(), "-", "--stdin-filename", file.toString());

    assertThat(result).isEqualTo(new Result(ExitCode.CLEAN, "", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "groups: []\n",
        "- stanzas\n",
        "services: { app: { image: x, stanzas: 1 } }\nversion: '3'\n",
        "a: &a 1\nb: *a\n",
        "---\nkind: A\n---\nkind: B\n",
        "  repos: {}\n- [\n"
      })
  void otherYamlInAFolderIsLeftOut(String other) throws IOException {
    file("db1.yaml", Descriptions.CLEAN);
    Path left = file("other.yaml", other);

    assertThat(session.run("validate", folder.toString()))
        .isEqualTo(
            new Result(
                ExitCode.CLEAN, "", "left out, as they are no descriptions: %s\n".formatted(left)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stanzas: {}\n",
        "{\"repos\": {}}\n",
        "version: 1\nhost: db1\nstanza: {}\n",
        "version: 1\nhost: db1\n  - [\n",
        "repos:\n\tlocal: {}\n"
      })
  void aDescriptionWithMistakesIsStillOne(String faulty) throws IOException {
    file("db1.yaml", faulty);

    Result result = session.run("validate", folder.toString());

    assertThat(result.status()).isEqualTo(ExitCode.FINDINGS);
    assertThat(files(result)).contains("db1.yaml");
  }

  @Test
  void whatIsAskedForByNameIsADescriptionInAnyCase() throws IOException {
    Path file = file("values.yaml", "a: 1\na: 2\n");

    Result result = session.run("validate", folder.toString(), file.toString());

    assertThat(result.status()).isEqualTo(ExitCode.FINDINGS);
    assertThat(files(result)).containsExactly("values.yaml");
  }

  @Test
  void whatWasRenderedIsPassedOverInSilence() throws IOException {
    Path file = file("hosts/db1.yaml", Descriptions.CLEAN);
    session.run("render", file.toString(), "--out", folder.resolve("modules/db1").toString());
    assertThat(folder.resolve("modules/db1/alerts.yaml")).exists();

    assertThat(session.run("validate", folder.toString()))
        .isEqualTo(new Result(ExitCode.CLEAN, "", ""));
  }

  @Test
  void aFolderWithoutADescriptionIsNoSuccess() throws IOException {
    for (int i = 1; i <= 5; i++) {
      file("values%d.yaml".formatted(i), "a: 1\n");
    }

    assertThat(session.run("validate", folder.toString()))
        .isEqualTo(
            new Result(
                ExitCode.COULD_NOT_RUN,
                "",
                """
                error: "%1$s": no description is in this folder: none of its YAML files (5) has "stanzas" or "repos"
                left out, as they are no descriptions: %1$s/values1.yaml, %1$s/values2.yaml, %1$s/values3.yaml and 2 more
                """
                    .formatted(folder)));
  }

  @Test
  void manyFilesAreReportedTheSameEachTime() throws IOException {
    for (int i = 0; i < 200; i++) {
      file("%03d.yaml".formatted(i), i % 3 == 0 ? described("db" + i) : FAULTY);
    }

    Result first = session.run("validate", folder.toString());

    assertThat(files(first)).hasSize(133).isSorted();
    assertThat(session.run("validate", folder.toString())).isEqualTo(first);
  }
}
