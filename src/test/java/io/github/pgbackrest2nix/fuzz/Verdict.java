package io.github.pgbackrest2nix.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.Compiler;
import io.github.pgbackrest2nix.Examined;
import io.github.pgbackrest2nix.RuleIndex;
import io.github.pgbackrest2nix.diagnostic.Checked;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.render.Origin;
import io.github.pgbackrest2nix.render.RenderedFile;
import io.github.pgbackrest2nix.report.CaretFormat;
import io.github.pgbackrest2nix.report.CaretFormat.Colour;
import io.github.pgbackrest2nix.report.Excerpts;
import io.github.pgbackrest2nix.report.GitHubFormat;
import io.github.pgbackrest2nix.report.JsonFormat;
import io.github.pgbackrest2nix.report.SarifFormat;
import io.github.pgbackrest2nix.source.SourceText;
import io.github.pgbackrest2nix.source.TextDecoder;
import io.github.pgbackrest2nix.source.TextDecoder.Decoded;
import io.github.pgbackrest2nix.testing.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must hold for every input, whatever is in it. */
final class Verdict {
  private static final String FILE = "input.yaml";

  private final Compiler compiler = new Compiler();
  private final Set<String> ids =
      RuleIndex.all().stream().map(RuleInfo::id).collect(Collectors.toUnmodifiableSet());

  /** What became of an input. */
  enum Outcome {
    REFUSED,
    ACCEPTED
  }

  /** Compiles the input and reports on it; throws an error that tells what does not hold. */
  Outcome on(byte[] bytes) {
    Decoded decoded = TextDecoder.decode(FILE, bytes);
    Checked<Description> checked = decoded.text().then(compiler::check);
    List<Diagnostic> found = checked.diagnostics();
    assertThat(found).isSortedAccordingTo(Diagnostic.ORDER);
    assertThat(checked.value().isPresent())
        .isEqualTo(found.stream().noneMatch(Diagnostic::isError));
    Examined examined = compiler.examine(decoded);
    assertThat(examined.diagnostics()).isEqualTo(found);
    assertThat(compiler.checkTogether(List.of(examined))).isEmpty();
    placesExist(decoded.shown(), found);
    reportsAreWhole(decoded.shown(), found);
    if (checked.value().isEmpty()) {
      return Outcome.REFUSED;
    }
    rendersTwiceTheSame(decoded.shown());
    return Outcome.ACCEPTED;
  }

  private void placesExist(SourceText text, List<Diagnostic> found) {
    List<String> lines = text.lines();
    for (Diagnostic diagnostic : found) {
      assertThat(ids).contains(diagnostic.rule().id());
      assertThat(diagnostic.message()).isNotBlank();
      assertThat(diagnostic.help()).as(diagnostic.message()).isPresent();
      Stream.concat(
              Stream.of(diagnostic.span()),
              diagnostic.related().stream().map(Diagnostic.Related::span))
          .forEach(span -> exists(span, lines, diagnostic));
    }
  }

  private static void exists(SourceSpan span, List<String> lines, Diagnostic diagnostic) {
    boolean inside =
        span.endLine() <= lines.size()
            && span.column() <= width(lines, span.line()) + 1
            && span.endColumn() <= width(lines, span.endLine()) + 1;
    assertThat(inside).as("%s is in the file: %s", span, diagnostic).isTrue();
  }

  private static int width(List<String> lines, int number) {
    String line = lines.get(number - 1);
    return line.codePointCount(0, line.length());
  }

  private void reportsAreWhole(SourceText text, List<Diagnostic> found) {
    Excerpts excerpts = Excerpts.of(text);
    String plain = new CaretFormat(Colour.NONE, ids).format(found, excerpts);
    String coloured = new CaretFormat(Colour.ANSI, ids).format(found, excerpts);
    String json = new JsonFormat().format(found, excerpts);
    String sarif = new SarifFormat("1", Map.of()).format(found, excerpts);
    String gitHub = new GitHubFormat().format(found, excerpts);

    assertThat(coloured.replaceAll("\u001B\\[[0-9;]*m", "")).isEqualTo(plain);
    assertThat(plain.chars().filter(each -> each != '\n').anyMatch(Character::isISOControl))
        .as("control characters in the report")
        .isFalse();
    assertThat(member(json, "findings")).hasSameSizeAs(found);
    assertThat(member(sarif, "runs")).hasSize(1);
    assertThat(gitHub.lines()).hasSameSizeAs(found);
    String all = found + plain + json + sarif + gitHub;
    assertThat(all.contains(Input.CANARY)).as("the secret is in a report:\n%s", plain).isFalse();
  }

  private static List<?> member(String json, String name) {
    return Json.read(json) instanceof Map<?, ?> object && object.get(name) instanceof List<?> list
        ? list
        : List.of();
  }

  private void rendersTwiceTheSame(SourceText text) {
    Origin origin = new Origin(FILE, "0".repeat(64), "1");
    List<RenderedFile> files = compiler.compile(text, origin).value().orElseThrow();

    assertThat(files).isNotEmpty();
    assertThat(new Compiler().compile(text, origin).value()).contains(files);
    assertThat(files.toString().contains(Input.CANARY)).as("the secret is rendered").isFalse();
  }
}
