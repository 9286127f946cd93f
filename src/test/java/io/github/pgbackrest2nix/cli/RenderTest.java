package io.github.pgbackrest2nix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.cli.Session.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenderTest {
  private static final List<String> NAMES =
      List.of(
          "RUNBOOK.md",
          "archive-get.sh",
          "backup.nix",
          "beside-server.sh",
          "beside.sh",
          "default.nix",
          "identity.json",
          "make-directory.sh",
          "pgbackrest.conf",
          "postgresql-start.sh",
          "postgresql.nix",
          "restore.sh",
          "sandbox.nix",
          "switch-check.sh",
          "tablespaces.sh",
          "wal.sh");
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

  private final Session session = new Session();

  private final Path folder;
  private final Path out;

  RenderTest(@TempDir Path folder) {
    this.folder = folder;
    this.out = folder.resolve("out");
  }

  private Result render(String description, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("render", "-", "--stdin-filename", "db1.yaml", "--out", out + ""));
    arguments.addAll(Arrays.asList(options));
    return session.input(description).run(arguments.toArray(String[]::new));
  }

  private Result render() {
    return render(Descriptions.WITHOUT_METRICS);
  }

  /** Returns the whole directory: names, and contents or what else is there. */
  private SortedMap<String, String> contents() throws IOException {
    SortedMap<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), content(file));
      }
    }
    return contents;
  }

  private static String content(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      return "-> " + Files.readSymbolicLink(file);
    }
    return Files.isDirectory(file) ? "/" : Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  private static String lines(String format, List<String> names, Path out) {
    return names.stream()
        .map(name -> format.formatted(out.resolve(name)) + "\n")
        .reduce("", String::concat);
  }

  @Test
  void writesTheFilesAndSaysSo() throws IOException {
    Result result = render();

    assertThat(result)
        .isEqualTo(
            new Result(
                ExitCode.CLEAN,
                "",
                lines("wrote %s", NAMES, out) + out + ": 16 written, 0 unchanged, 0 deleted\n"));
    List<String> all = new ArrayList<>(List.of(WrittenFiles.NAME));
    all.addAll(NAMES);
    assertThat(contents().keySet()).containsExactlyElementsOf(all);
    assertThat(contents().get("default.nix"))
        .startsWith(
            "# Written by pgbackrest2nix "
                + Version.number()
                + " from db1.yaml.\n"
                + "# Do not edit: change db1.yaml and render again.\n"
                + "# db1.yaml sha256: "
                + OutputFile.sha256(Descriptions.WITHOUT_METRICS.getBytes(StandardCharsets.UTF_8))
                + "\n");
  }

  @Test
  void putsTheRuntimeJarBesideWhatUsesIt() throws IOException {
    assertThat(render(Descriptions.CLEAN).status()).isEqualTo(ExitCode.CLEAN);

    assertThat(out.resolve("pgbackrest-metrics.jar")).hasBinaryContent(Session.JAR);
    assertThat(out.resolve("monitoring.nix")).exists();
  }

  @Test
  void writesFilesThatEverybodyMayReadWhoTheUserLets() throws IOException {
    Path own = Files.writeString(folder.resolve("own"), "");
    render();

    for (String name : contents().keySet()) {
      assertThat(Files.getPosixFilePermissions(out.resolve(name)))
          .isEqualTo(Files.getPosixFilePermissions(own));
    }
  }

  @Test
  void doesNotTouchWhatIsAsItShouldBe() throws IOException {
    render();
    for (String name : contents().keySet()) {
      Files.setLastModifiedTime(out.resolve(name), LONG_AGO);
    }
    Files.setLastModifiedTime(out, LONG_AGO);

    Result again = render();

    assertThat(again)
        .isEqualTo(new Result(ExitCode.CLEAN, "", out + ": 0 written, 16 unchanged, 0 deleted\n"));
    for (String name : contents().keySet()) {
      assertThat(Files.getLastModifiedTime(out.resolve(name))).isEqualTo(LONG_AGO);
    }
    assertThat(Files.getLastModifiedTime(out)).isEqualTo(LONG_AGO);
  }

  @Test
  void replacesOnlyWhatChanges() throws IOException {
    render();
    Files.setLastModifiedTime(out.resolve("postgresql.nix"), LONG_AGO);

    Result result = render(Descriptions.WITHOUT_METRICS.replace("Sun 02:00", "Mon 02:00"));

    assertThat(result.err())
        .isEqualTo(
            lines("wrote %s", List.of("RUNBOOK.md", "backup.nix", "default.nix"), out)
                + out
                + ": 3 written, 13 unchanged, 0 deleted\n");
    assertThat(Files.getLastModifiedTime(out.resolve("postgresql.nix"))).isEqualTo(LONG_AGO);
  }

  @Test
  void aFaultyDescriptionWritesNothing() {
    Result result = render("version: 1\n");

    assertThat(result.status()).isEqualTo(ExitCode.FINDINGS);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("\n --> db1.yaml:1:1\n");
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "link", "directory"})
  void neverOverwritesWhatItDidNotWrite(String kind) throws IOException {
    Files.createDirectories(out);
    Path place = out.resolve("backup.nix");
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "mine");
    switch (kind) {
      case "file" -> Files.writeString(place, "repo1-cipher-pass=hunter2");
      case "link" -> Files.createSymbolicLink(place, elsewhere);
      default -> Files.createDirectory(place);
    }
    Map<String, String> before = contents();
    String expected =
        """
        error: foreign-file: this %s was not written by pgbackrest2nix, and its name is taken by the output
         --> %s:1:1
           = help: move it away, or give another directory to --out; nothing is written

        1 error
        """
            .formatted(kind.equals("link") ? "symbolic link" : kind, place);

    assertThat(render()).isEqualTo(new Result(ExitCode.FINDINGS, "", expected));
    assertThat(render(Descriptions.WITHOUT_METRICS, "--check"))
        .isEqualTo(new Result(ExitCode.FINDINGS, "", expected));
    assertThat(contents()).isEqualTo(before);
    assertThat(elsewhere).hasContent("mine");
  }

  @Test
  void doesNotWriteThroughALinkThatTookThePlaceOfItsOwnFile() throws IOException {
    render();
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "mine");
    Files.delete(out.resolve("backup.nix"));
    Files.createSymbolicLink(out.resolve("backup.nix"), elsewhere);

    Result result = render();

    assertThat(result.status()).isEqualTo(ExitCode.FINDINGS);
    assertThat(result.err()).startsWith("error: foreign-file: this symbolic link ");
    assertThat(elsewhere).hasContent("mine");
  }

  @Test
  void takesOverAFileThatIsAlreadyAsItWouldBeWritten() throws IOException {
    render();
    Files.delete(out.resolve(WrittenFiles.NAME));

    assertThat(render().err()).isEqualTo(out + ": 0 written, 16 unchanged, 0 deleted\n");
    assertThat(render(Descriptions.WITHOUT_METRICS.replace("Sun", "Mon")).status())
        .isEqualTo(ExitCode.CLEAN);
  }

  @Test
  void overwritesItsOwnFileThatWasEditedAndSaysSo() throws IOException {
    render();
    String written = Files.readString(out.resolve("backup.nix"));
    Files.writeString(out.resolve("backup.nix"), written + "# mine\n");

    assertThat(render().err())
        .isEqualTo(
            "wrote %s over changes made by hand\n%s: 1 written, 15 unchanged, 0 deleted\n"
                .formatted(out.resolve("backup.nix"), out));
    assertThat(out.resolve("backup.nix")).hasContent(written);
  }

  @Test
  void deletesItsOwnFilesThatAreNoLongerPartOfTheOutput() throws IOException {
    render(Descriptions.CLEAN);
    List<String> obsolete =
        List.of(
            "alerts.test.yaml",
            "alerts.yaml",
            "dashboard.json",
            "declaration.json",
            "monitoring.nix",
            "pgbackrest-metrics.jar");
    Files.writeString(out.resolve("README.md"), "mine");

    Result result = render();

    assertThat(result.err())
        .contains(lines("deleted %s", obsolete, out))
        .endsWith(" unchanged, 6 deleted\n");
    assertThat(contents().keySet())
        .containsExactly(
            WrittenFiles.NAME,
            "README.md",
            "RUNBOOK.md",
            "archive-get.sh",
            "backup.nix",
            "beside-server.sh",
            "beside.sh",
            "default.nix",
            "identity.json",
            "make-directory.sh",
            "pgbackrest.conf",
            "postgresql-start.sh",
            "postgresql.nix",
            "restore.sh",
            "sandbox.nix",
            "switch-check.sh",
            "tablespaces.sh",
            "wal.sh");
  }

  @Test
  void keepsAnObsoleteFileThatSomebodyChanged() throws IOException {
    render(Descriptions.CLEAN);
    Path changed = Files.writeString(out.resolve("monitoring.nix"), "mine");
    String said =
        "kept %s: it is no longer part of the output, but somebody changed it; delete it if it is of no use\n"
            .formatted(changed);

    assertThat(render(Descriptions.WITHOUT_METRICS, "--check").err()).isEqualTo(said);
    Result result = render();

    assertThat(result.err()).contains(said).endsWith(" unchanged, 5 deleted\n");
    assertThat(changed).hasContent("mine");
    assertThat(render().err()).isEqualTo(out + ": 0 written, 16 unchanged, 0 deleted\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../victim", "..", ".", "sub/victim", "/etc/hostname", ".pgbackrest2nix"})
  void aListThatLeadsElsewhereIsNotFollowed(String name) throws IOException {
    render();
    byte[] content = "mine".getBytes(StandardCharsets.UTF_8);
    Path victim = Files.write(folder.resolve("victim"), content);
    Path below = Files.createDirectory(out.resolve("sub")).resolve("victim");
    Files.write(below, content);
    Path list = out.resolve(WrittenFiles.NAME);
    Files.writeString(
        list, Files.readString(list) + OutputFile.sha256(content) + "  " + name + "\n");

    Result result = render();

    assertThat(result)
        .isEqualTo(new Result(ExitCode.CLEAN, "", out + ": 0 written, 16 unchanged, 0 deleted\n"));
    assertThat(victim).hasContent("mine");
    assertThat(below).hasContent("mine");
    assertThat(Files.readString(list)).doesNotContain("  " + name + "\n");
  }

  @Test
  void aListOfSomebodyElseIsAForeignFile() throws IOException {
    Files.createDirectories(out);
    Files.write(out.resolve(WrittenFiles.NAME), new byte[] {(byte) 0xFF, 0, '\n'});

    Result result = render();

    assertThat(result.status()).isEqualTo(ExitCode.FINDINGS);
    assertThat(result.err())
        .startsWith("error: foreign-file: ")
        .contains("\n --> " + out.resolve(WrittenFiles.NAME) + ":1:1\n");
    assertThat(contents()).hasSize(1);
  }

  @Test
  void aFileInTheWayOfTheOutputIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    Path description = Files.writeString(folder.resolve("db1.yaml"), Descriptions.CLEAN);
    String below = file.resolve("out").toString();

    assertThat(session.run("render", description.toString(), "--out", below))
        .isEqualTo(
            new Result(
                ExitCode.COULD_NOT_RUN,
                "",
                "error: \"%s\": this folder cannot be made (Not a directory);".formatted(below)
                    + " give another name to --out\n"));
    assertThat(session.run("render", below, "--out", out.toString()))
        .isEqualTo(
            new Result(
                ExitCode.COULD_NOT_RUN,
                "",
                "error: \"%s\": cannot be read (Not a directory); check its name\n"
                    .formatted(below)));
    assertThat(session.run("render", folder.toString(), "--out", out.toString()))
        .isEqualTo(
            new Result(
                ExitCode.COULD_NOT_RUN,
                "",
                "error: \"%s\": is a folder; name the file in it that is the description\n"
                    .formatted(folder)));
  }

  @Test
  void theOutputMustBeADirectory() throws IOException {
    Files.writeString(out, "mine");
    Result expected =
        new Result(
            ExitCode.COULD_NOT_RUN,
            "",
            "error: \"%s\": is no folder, and the output needs one;".formatted(out)
                + " give another name to --out, or move it away\n");

    assertThat(render()).isEqualTo(expected);
    assertThat(render(Descriptions.WITHOUT_METRICS, "--check")).isEqualTo(expected);
    assertThat(out).hasContent("mine");
  }

  @Test
  void aDirectoryBelowAFileCannotBeMade() throws IOException {
    Files.writeString(out, "mine");
    Path below = out.resolve("below");

    Result result =
        session.input(Descriptions.WITHOUT_METRICS).run("render", "-", "--out", below.toString());

    assertThat(result.status()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(result.err()).startsWith("error: \"" + out).doesNotContain("\tat ");
  }

  @Test
  void writesIntoADirectoryThatALinkLeadsTo() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Files.createSymbolicLink(out, real);

    assertThat(render().status()).isEqualTo(ExitCode.CLEAN);
    assertThat(real.resolve("default.nix")).exists();
    assertThat(Files.isSymbolicLink(out)).isTrue();
  }

  @Test
  void checkIsCleanWhereNothingWouldChange() throws IOException {
    render();
    Map<String, String> before = contents();

    assertThat(render(Descriptions.WITHOUT_METRICS, "--check", "--diff"))
        .isEqualTo(new Result(ExitCode.CLEAN, "", ""));
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void checkShowsWhatWouldChangeAndWritesNothing() throws IOException {
    render();
    Map<String, String> before = contents();
    String changed = Descriptions.WITHOUT_METRICS.replace("full: 4", "full: 5");
    String expected =
        """
        --- a/default.nix
        +++ b/default.nix
        @@ -1,6 +1,6 @@
         # Written by pgbackrest2nix VERSION from db1.yaml.
         # Do not edit: change db1.yaml and render again.
        -# db1.yaml sha256: OLD
        +# db1.yaml sha256: NEW
         #
         # pgBackRest on db1: stanza main; repositories local (repo1).
         # Checked against pgBackRest 2.58 for NixOS 26.05.
        --- a/identity.json
        +++ b/identity.json
        @@ -8,7 +8,7 @@
               "type": "cifs",
               "path": "/srv/pgbackrest",
               "cipher": "none",
        -      "retention": { "full": 4 }
        +      "retention": { "full": 5 }
             }
           ],
           "stanzas": [
        --- a/pgbackrest.conf
        +++ b/pgbackrest.conf
        """
            .replace("VERSION", Version.number())
            .replace("OLD", sha256(Descriptions.WITHOUT_METRICS))
            .replace("NEW", sha256(changed));

    Result check = render(changed, "--check");

    assertThat(check.status()).isEqualTo(ExitCode.FINDINGS);
    assertThat(check.err()).isEmpty();
    assertThat(check.out().substring(check.out().indexOf("--- a/default.nix")))
        .startsWith(expected);
    assertThat(check.out()).contains("\n-repo1-retention-full=4\n+repo1-retention-full=5\n");
    assertThat(contents()).isEqualTo(before);

    Result diff = render(changed, "--diff");

    assertThat(diff.status()).isEqualTo(ExitCode.CLEAN);
    assertThat(diff.out()).isEqualTo(check.out());
    assertThat(diff.err()).startsWith("wrote ");
  }

  @Test
  void checkOfNoDirectoryShowsAllFilesAsNew() {
    Result check = render(Descriptions.CLEAN, "--check");

    assertThat(check.status()).isEqualTo(ExitCode.FINDINGS);
    assertThat(check.out())
        .contains("--- /dev/null\n+++ b/default.nix\n@@ -0,0 +1,")
        .contains("\npgbackrest-metrics.jar is missing\n");
    assertThat(out).doesNotExist();
  }

  @Test
  void checkShowsWhatWouldBeDeleted() throws IOException {
    render(Descriptions.CLEAN);

    Result check = render(Descriptions.WITHOUT_METRICS, "--check");

    assertThat(check.out())
        .contains("--- a/declaration.json\n+++ /dev/null\n@@ -1,")
        .contains("\npgbackrest-metrics.jar is no longer part of the output\n");
    assertThat(Files.exists(out.resolve("declaration.json"), LinkOption.NOFOLLOW_LINKS)).isTrue();
  }

  private static String sha256(String text) {
    return OutputFile.sha256(text.getBytes(StandardCharsets.UTF_8));
  }
}
