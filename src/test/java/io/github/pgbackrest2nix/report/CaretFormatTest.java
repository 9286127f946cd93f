package io.github.pgbackrest2nix.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import io.github.pgbackrest2nix.report.CaretFormat.Colour;
import io.github.pgbackrest2nix.source.SourceText;
import io.github.pgbackrest2nix.testing.Golden;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CaretFormatTest {
  private static final SourceText TEXT =
      new SourceText(
          "forge.yaml",
          """
          version: 1
          host: forge
          host: "\uD83D\uDE00 x"	# second
          repos:
            r:
              credentials: { key: hunter2, keySecret: { file: /run/x } } # was hunter1
          long: %s here %s
          """
              .formatted("a".repeat(200), "b".repeat(200)));

  private static final List<Diagnostic> DIAGNOSTICS =
      List.of(
          new Diagnostic(
              rule("duplicate-key", Severity.ERROR),
              ConfigPath.of("host"),
              span(3, 1, 5),
              "the key \"host\" stands here a second time",
              Optional.of("keep one of the two"),
              List.of(new Diagnostic.Related(span(2, 1, 5), "it stands here already"))),
          new Diagnostic(
              rule("odd-comment", Severity.WARNING),
              ConfigPath.ROOT,
              span(3, 13, 21),
              "behind an emoji and a tab; \u001B[31mnot red\u202E",
              Optional.empty(),
              List.of()),
          new Diagnostic(
              rule("secret-in-description", Severity.ERROR),
              ConfigPath.of("repos", "r", "credentials", "key"),
              span(6, 25, 32),
              "\"key\" is a secret",
              Optional.of("write { file: PATH }"),
              List.of()),
          new Diagnostic(
              rule("long-line", Severity.NOTE),
              ConfigPath.of("long"),
              span(7, 208, 212),
              "the caret stays in sight",
              Optional.empty(),
              List.of()),
          new Diagnostic(
              rule("yaml-syntax", Severity.ERROR),
              ConfigPath.ROOT,
              new SourceSpan("forge.yaml", 120, 1, 120, 1),
              "the file ends too early",
              Optional.empty(),
              List.of()));

  @Test
  void diagnosticsAreDrawnWithTheirLines() {
    Golden.assertMatches(
        Path.of("src/test/resources/report/caret.txt"), format(Colour.NONE, Set.of("long-line")));
  }

  @Test
  void coloursAreAllThatATerminalGetsMore() {
    String coloured = format(Colour.ANSI, Set.of());

    assertThat(coloured).startsWith("\u001B[1;31merror: duplicate-key\u001B[0m");
    assertThat(coloured.replaceAll("\u001B\\[[0-9;]*m", ""))
        .isEqualTo(format(Colour.NONE, Set.of()));
  }

  @Test
  void nothingFoundIsNothingToSay() {
    Excerpts excerpts = Excerpts.of(List.of(TEXT));

    assertThat(new CaretFormat(Colour.ANSI, Set.of()).format(List.of(), excerpts)).isEmpty();
  }

  private static String format(Colour colour, Set<String> explained) {
    return new CaretFormat(colour, explained).format(DIAGNOSTICS, Excerpts.of(List.of(TEXT)));
  }

  private static RuleInfo rule(String id, Severity severity) {
    return new RuleInfo(id, severity, "summary");
  }

  private static SourceSpan span(int line, int column, int endColumn) {
    return new SourceSpan("forge.yaml", line, column, line, endColumn);
  }
}
