package io.github.pgbackrest2nix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.cli.Session.Result;
import io.github.pgbackrest2nix.identity.Identity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is rendered into a directory that has an earlier description's output. */
class RenderOverEarlierTest {
  private static final String BEFORE = Descriptions.WITHOUT_METRICS;
  private static final String MOVED = BEFORE.replace("/srv/pgbackrest", "/srv/backups");
  private static final String REFUSED =
      """
      error: repository-moved: path was "/srv/pgbackrest" for the backups of "local" (repo1), which stay there: nothing expires, checks or restores them any more, and until the first full backup at the new place there is nothing to restore from it
       --> db1.yaml:8:5
         |
       8 |     path: /srv/backups
         |     ^^^^
         = help: write path: /srv/pgbackrest again, and describe the new place as another repository with a key of its own; if you have moved the backups too, or can do without them, render once with "--accept local.path"
         = explain: pgbackrest2nix explain repository-moved

      1 error
      """;

  @TempDir private Path out = Path.of("");

  @BeforeEach
  void renderTheEarlierOne() {
    assertThat(render(BEFORE).status()).isEqualTo(ExitCode.CLEAN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--diff", "--check"})
  void aMovedRepositoryIsRefusedAndNothingIsWritten(String option) throws IOException {
    Map<String, String> before = contents();

    assertThat(render(MOVED)).isEqualTo(new Result(ExitCode.FINDINGS, "", REFUSED));
    assertThat(render(MOVED, option)).isEqualTo(new Result(ExitCode.FINDINGS, "", REFUSED));
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void anAcceptedMoveIsWrittenAndIsNoneAfterwards() throws IOException {
    assertThat(render(MOVED, "--accept", "local.path").status()).isEqualTo(ExitCode.CLEAN);
    assertThat(contents().get("pgbackrest.conf")).contains("repo1-path=/srv/backups\n");

    assertThat(render(MOVED, "--check")).isEqualTo(new Result(ExitCode.CLEAN, "", ""));
    assertThat(render(MOVED).err()).isEqualTo(out + ": 0 written, 16 unchanged, 0 deleted\n");
  }

  @Test
  void anAcceptedMoveIsCleanInACheckOnlyWhenItIsWritten() {
    Result check = render(MOVED, "--check", "--accept", "local.path");

    assertThat(check.status()).isEqualTo(ExitCode.FINDINGS);
    assertThat(check.err()).isEmpty();
    assertThat(check.out())
        .contains("\n-      \"path\": \"/srv/pgbackrest\",\n+      \"path\": \"/srv/backups\",\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"local.path", "local.key", "nas.path", "local", ""})
  void whatIsAcceptedInVainIsWrongUsage(String accept) throws IOException {
    Map<String, String> before = contents();

    Result result = render(BEFORE, "--accept", accept);

    assertThat(result.status()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(result.err())
        .startsWith(
            "--accept "
                + accept
                + " confirms nothing: nothing changes that has to be confirmed; nothing is written\n");
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void whatElseIsToBeAcceptedIsNamed() throws IOException {
    Map<String, String> before = contents();

    Result result = render(MOVED, "--accept", "local.key", "--accept", "local.path");

    assertThat(result.status()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(result.err())
        .startsWith(
            "--accept local.key confirms nothing: what has to be confirmed is local.path; nothing is written\n");
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void aReasonInTheDescriptionConfirmsAndIsToldOfAfterwards() {
    String reasoned =
        MOVED.replace(
            "    path:", "    # pgbackrest2nix-ignore repository-moved: moved by hand\n    path:");

    assertThat(render(reasoned).status()).isEqualTo(ExitCode.CLEAN);
    assertThat(render(reasoned).err())
        .startsWith(
            "warning: unused-ignore: \"repository-moved\" finds nothing on line 9 that changes,");
  }

  @Test
  void aWarningIsSaidAndWritten() {
    Result result = render(BEFORE.replace("full: 4", "full: 2"));

    assertThat(result.status()).isEqualTo(ExitCode.CLEAN);
    assertThat(result.err())
        .startsWith(
            "warning: retention-lowered: the retention of \"local\" goes from 4 full backups to 2 full backups: the next run that expires deletes up to 2 of \"main\", with all that rest on them; the window in which any moment can be restored shrinks from 21 days to 7 days for \"main\"\n");
  }

  @Test
  void outputWithoutAnIdentityIsComparedByItsConfiguration() throws IOException {
    forgetIdentity();

    Result result = render(MOVED);

    assertThat(result).isEqualTo(new Result(ExitCode.FINDINGS, "", REFUSED));
  }

  @Test
  void whatCouldNotBeComparedIsSaidOnce() throws IOException {
    forgetIdentity();
    String said =
        "note: %s is not there, or cannot be read, to compare this description with the one before: pgbackrest.conf tells what repositories and stanzas there were, but no version of PostgreSQL, no reference of a passphrase, no jobs and no drills\n"
            .formatted(out.resolve(Identity.FILE));

    assertThat(render(BEFORE).err())
        .isEqualTo(
            said
                + "wrote %s\n".formatted(out.resolve(Identity.FILE))
                + out
                + ": 1 written, 15 unchanged, 0 deleted\n");
    assertThat(render(BEFORE).err()).isEqualTo(out + ": 0 written, 16 unchanged, 0 deleted\n");
  }

  @Test
  void anIdentityThatIsHalfMergedIsNotTrusted() throws IOException {
    Path file = out.resolve(Identity.FILE);
    Files.writeString(file, "<<<<<<< HEAD\n" + Files.readString(file));

    assertThat(render(MOVED)).isEqualTo(new Result(ExitCode.FINDINGS, "", REFUSED));
  }

  @Test
  void anotherHostIsAnotherMistake() {
    assertThat(render(MOVED.replace("host: db1", "host: db2")).err())
        .startsWith("error: foreign-host: ")
        .doesNotContain("repository-moved");
  }

  @Test
  void mistakesAndChangesAreToldInOneRound() {
    assertThat(render(MOVED.replace("Sun 02:00", "Sun 25:00")).err())
        .contains("error: repository-moved: ", "error: calendar-not-valid: ");
  }

  /** Leaves what a release had written that had no such file. */
  private void forgetIdentity() throws IOException {
    Files.delete(out.resolve(Identity.FILE));
    Path list = out.resolve(WrittenFiles.NAME);
    Files.writeString(
        list, Files.readString(list).replaceFirst("[0-9a-f]{64}  " + Identity.FILE + "\n", ""));
  }

  private Result render(String description, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("render", "-", "--stdin-filename", "db1.yaml", "--out", out + ""));
    arguments.addAll(Arrays.asList(options));
    return new Session().input(description).run(arguments.toArray(String[]::new));
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : files.toList()) {
        contents.put(
            file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }
}
