package io.github.pgbackrest2nix.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.diagnostic.Checked;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.source.SourceDocument;
import io.github.pgbackrest2nix.source.SourceText;
import io.github.pgbackrest2nix.source.YamlParser;
import io.github.pgbackrest2nix.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of {@code cases}: those in {@code ok} are silent, those in {@code err} say this. */
class CasesTest {
  private static final Path CASES = Path.of("src", "test", "resources", "cases");
  private static final SchemaCheck CHECK = new SchemaCheck();

  static List<Path> ok() throws IOException {
    return files("ok", ".yaml");
  }

  static List<Path> err() throws IOException {
    return files("err", ".yaml");
  }

  @ParameterizedTest
  @MethodSource("ok")
  void anAcceptableDescriptionIsAcceptedSilently(Path file) throws IOException {
    assertThat(diagnostics(file)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("err")
  void aFaultyDescriptionGivesExactlyTheseFindings(Path file) throws IOException {
    String found =
        diagnostics(file).stream().map(CasesTest::line).collect(Collectors.joining("\n", "", "\n"));

    assertThat(found).isNotBlank();
    Golden.assertMatches(Path.of(file.toString().replaceAll("\\.yaml$", ".out")), found);
  }

  @Test
  void everyExpectationHasItsDescription() throws IOException {
    List<String> descriptions = names(files("err", ".yaml"));

    assertThat(ok()).hasSizeGreaterThanOrEqualTo(6);
    assertThat(descriptions).hasSizeGreaterThanOrEqualTo(10);
    assertThat(names(files("err", ".out"))).isEqualTo(descriptions);
  }

  @Test
  void noMessageShowsASecret() throws IOException {
    for (Path file : err()) {
      assertThat(diagnostics(file).toString()).doesNotContain("hunter2");
    }
  }

  private static List<Diagnostic> diagnostics(Path file) throws IOException {
    Checked<SourceDocument> parsed =
        new YamlParser()
            .parse(new SourceText(file.getFileName().toString(), Files.readString(file)));
    return parsed
        .then(document -> Checked.unlessErrors(document, CHECK.check(document).found()))
        .diagnostics();
  }

  private static String line(Diagnostic diagnostic) {
    return "%d:%d %s %s | %s"
        .formatted(
            diagnostic.span().line(),
            diagnostic.span().column(),
            diagnostic.rule().id(),
            diagnostic.message(),
            diagnostic.help().orElse("-"));
  }

  private static List<Path> files(String folder, String suffix) throws IOException {
    try (Stream<Path> all = Files.list(CASES.resolve(folder))) {
      return all.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  private static List<String> names(List<Path> files) {
    return files.stream()
        .map(file -> file.getFileName().toString().replaceAll("\\.\\w+$", ""))
        .toList();
  }
}
