package io.github.pgbackrest2nix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.cli.Session.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is what is there. */
class ReadmeTest {
  private static final String FORGE = "examples/forge/forge.yaml";
  private static final Pattern COMMAND =
      Pattern.compile("```sh\n(.*java -jar target/pgbackrest2nix\\.jar (render .*))\n```");
  private static final Pattern PART =
      Pattern.compile("<!-- part of (\\S+) -->\n```\\w+\n(.*?\n)```", Pattern.DOTALL);
  private static final Pattern PRINTED =
      Pattern.compile(
          "<!-- printed for \"(.*?)\" instead of \"(.*?)\" in (\\S+) -->\n```text\n(.*?\n)```",
          Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)\\)");

  private final Path out;

  ReadmeTest(@TempDir Path folder) {
    out = folder.resolve("forge");
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }

  /** Runs the README's first command, but for the build and with another output directory. */
  private Result renderAsTheReadmeSays() throws IOException {
    MatchResult command = COMMAND.matcher(readme()).results().findFirst().orElseThrow();
    String line = command.group(2).replace("target/forge", out.toString());
    return new Session().run(line.split(" "));
  }

  @Test
  void theFirstCommandRendersTheExample() throws IOException {
    Result result = renderAsTheReadmeSays();

    assertThat(result.status()).isEqualTo(ExitCode.CLEAN);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).endsWith(out + ": 24 written, 0 unchanged, 0 deleted\n");
  }

  @Test
  void theTableNamesEveryFileThatIsRendered() throws IOException {
    renderAsTheReadmeSays();
    Set<String> written;
    try (Stream<Path> files = Files.list(out)) {
      written =
          files
              .map(file -> file.getFileName().toString())
              .collect(Collectors.toCollection(TreeSet::new));
    }
    String table = section("What is rendered");

    assertThat(firstCells(table)).isEqualTo(written);
  }

  @Test
  void theTableNamesEveryCommand() throws IOException {
    String help = new Session().run("--help").out();
    Set<String> commands =
        Pattern.compile("(?m)^  ([a-z]+)  +[A-Z]")
            .matcher(help)
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> described =
        firstCells(section("Commands")).stream()
            .map(cell -> cell.split(" ", 2)[0])
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(described).isEqualTo(commands);
  }

  @Test
  void excerptsArePartsOfTheirFiles() throws IOException {
    renderAsTheReadmeSays();
    List<String> files = new ArrayList<>();
    for (MatchResult part : PART.matcher(readme()).results().toList()) {
      files.add(part.group(1));
      String rendered = part.group(1).replaceFirst("^target/forge", out.toString());
      assertThat("\n" + Files.readString(Path.of(rendered))).contains("\n" + part.group(2));
    }

    assertThat(files).containsExactly(FORGE, "target/forge/backup.nix");
  }

  @Test
  void theFindingIsWhatIsPrinted() throws IOException {
    MatchResult printed = PRINTED.matcher(readme()).results().findFirst().orElseThrow();
    String file = printed.group(3);
    String faulty = Files.readString(Path.of(file)).replace(printed.group(2), printed.group(1));

    Result result = new Session().input(faulty).run("validate", "-", "--stdin-filename", file);

    assertThat(result.status()).isEqualTo(ExitCode.FINDINGS);
    assertThat("\n" + result.err()).contains("\n" + printed.group(4) + "\n");
  }

  @Test
  void linksLeadSomewhere() throws IOException {
    List<String> dead =
        LINK.matcher(readme())
            .results()
            .map(match -> match.group(1))
            .filter(target -> !Files.exists(Path.of(target)))
            .toList();

    assertThat(dead).isEmpty();
  }

  private static String section(String heading) throws IOException {
    String text = readme();
    int from = text.indexOf("\n## " + heading + "\n");
    return text.substring(from, text.indexOf("\n## ", from + 1));
  }

  private static Set<String> firstCells(String table) {
    return Pattern.compile("(?m)^\\| `([^`]+)` \\|")
        .matcher(table)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
