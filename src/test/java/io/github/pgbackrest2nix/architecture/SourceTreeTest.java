package io.github.pgbackrest2nix.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What holds of all files. */
class SourceTreeTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final int MOST_LINES = 300;

  // A person's home, a place that only one machine has, or a registry that only one network has;
  // written so that this file is none that has one.
  private static final Pattern OF_ONE_MACHINE =
      Pattern.compile(
          "/home/(?!\\$)\\w+/|/Users/\\w+/|/tmp/[w]t\\b|(?<![\\w.$}])/[w]ork/\\w|\\b(artifactory|nexus)[.:/]"
              + "|\\b(localhost|127\\.0\\.0\\.1):\\d+/(repository|maven|npm|pypi)");

  @Test
  void everyPackageSaysWhatItKnowsAndWhatNot() throws IOException {
    List<String> violations = new ArrayList<>();
    for (Path folder : foldersWithClasses()) {
      Path info = folder.resolve("package-info.java");
      String text = Files.exists(info) ? Files.readString(info) : "";
      if (!text.contains("@NullMarked")
          || !text.matches("(?s).*([Kk]nows?|decides) no(thing)?\\b.*|.*Knows .*not\\b.*")) {
        violations.add(info.toString());
      }
    }

    assertThat(violations).isEmpty();
  }

  @Test
  void noFileIsLongerThanAPersonReads() throws IOException {
    List<String> violations = new ArrayList<>();
    for (Path file : javaFiles()) {
      int lines = Files.readAllLines(file).size();
      if (lines > MOST_LINES) {
        violations.add(file + ": " + lines);
      }
    }

    assertThat(violations).isEmpty();
  }

  @Test
  void noFileKnowsTheMachineThatItWasWrittenOn() throws IOException {
    List<String> violations = new ArrayList<>();
    for (String name : trackedFiles()) {
      Path file = Path.of(name);
      if (Files.isRegularFile(file)) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        OF_ONE_MACHINE
            .matcher(text)
            .results()
            .forEach(match -> violations.add(name + ": " + match.group()));
      }
    }

    assertThat(violations).isEmpty();
  }

  private static List<String> trackedFiles() {
    // A copy without its history has no list of what belongs to it.
    Assumptions.assumeTrue(Files.exists(Path.of(".git")), "no git work tree");
    String here = Path.of("").toAbsolutePath().toString();
    List<String> git = List.of("git", "-c", "safe.directory=*", "-C", here, "ls-files", "-z");
    List<String> names = List.of(Command.of(git).run().succeeded().split("\0"));
    assertThat(names).contains("pom.xml");
    return names;
  }

  private static List<Path> foldersWithClasses() throws IOException {
    return javaFiles().stream()
        .map(Path::getParent)
        .distinct()
        .filter(folder -> !folder.endsWith("pgbackrest2nix"))
        .toList();
  }

  private static List<Path> javaFiles() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }
}
