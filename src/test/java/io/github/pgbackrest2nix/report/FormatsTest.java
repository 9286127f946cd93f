package io.github.pgbackrest2nix.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.github.pgbackrest2nix.report.CaretFormat.Colour;
import io.github.pgbackrest2nix.testing.Golden;
import io.github.pgbackrest2nix.testing.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The same findings in every format. */
class FormatsTest {
  private static final Path GOLDENS = Path.of("src/test/resources/report");
  private static final DiagnosticFormat SARIF =
      new SarifFormat("1.2.3", Map.of("long-line", "# long-line\n\nLines *too* long.\n"));

  static Stream<Arguments> formats() {
    return Stream.of(
        Arguments.of("caret.txt", new CaretFormat(Colour.NONE, Set.of("long-line"))),
        Arguments.of("findings.json", new JsonFormat()),
        Arguments.of("findings.sarif", SARIF),
        Arguments.of("github.txt", new GitHubFormat()));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void everyFormatTellsTheFindingsAsItsGolden(String golden, DiagnosticFormat format) {
    Golden.assertMatches(GOLDENS.resolve(golden), written(format));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void noFormatShowsASecret(String golden, DiagnosticFormat format) {
    assertThat(written(format)).as(golden).doesNotContain("hunter");
  }

  @Test
  void sarifIsWhatItsSchemaAsksFor() throws IOException {
    Schema schema = sarifSchema();

    assertThat(schema.validate(written(SARIF), InputFormat.JSON)).isEmpty();
    assertThat(schema.validate(SARIF.format(List.of(), Findings.excerpts()), InputFormat.JSON))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"\"level\",\"levle\"", "\"message\",\"mesage\"", "\"error\",\"fatal\""})
  void sarifSchemaRefusesWhatIsNoSarif(String right, String wrong) throws IOException {
    String spoilt = written(SARIF).replace(right, wrong);

    assertThat(sarifSchema().validate(spoilt, InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void programsAreToldWhenThereIsNothing() {
    assertThat(Json.read(new JsonFormat().format(List.of(), Findings.excerpts())))
        .isEqualTo(
            Map.of(
                "version", 1L, "errors", 0L, "warnings", 0L, "notes", 0L, "findings", List.of()));
    assertThat(new GitHubFormat().format(List.of(), Findings.excerpts())).isEmpty();
  }

  @Test
  void everyFindingIsOneCommandForGitHub() {
    assertThat(written(new GitHubFormat()).lines())
        .hasSameSizeAs(Findings.DIAGNOSTICS)
        .allMatch(line -> line.matches("::(error|warning|notice) file=[^:]*,title=[^:,]*::.*"));
  }

  @ParameterizedTest
  @CsvSource({
    "forge.yaml, forge.yaml",
    "../a b/c:d.yaml, ../a%20b/c%3Ad.yaml",
    "/etc/x.yaml, file:///etc/x.yaml",
    "<stdin>, %3Cstdin%3E",
    "50%\u00E9.yaml, 50%25%C3%A9.yaml",
  })
  void filesAreNamedAsReferences(String file, String reference) {
    assertThat(FileReference.of(file)).isEqualTo(reference);
  }

  private static String written(DiagnosticFormat format) {
    return format.format(Findings.DIAGNOSTICS, Findings.excerpts());
  }

  private static Schema sarifSchema() throws IOException {
    // One dialect and no loaders: nothing is fetched.
    return SchemaRegistry.withDialect(Dialects.getDraft4())
        .getSchema(
            Files.readString(Path.of("src/test/resources/sarif/sarif-schema-2.1.0.json")),
            InputFormat.JSON);
  }
}
