package io.github.pgbackrest2nix.report;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import io.github.pgbackrest2nix.source.SourceText;
import java.util.List;
import java.util.Optional;

/** What every format is tried with: all kinds of spans, hostile texts and a secret. */
final class Findings {
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

  static final List<Diagnostic> DIAGNOSTICS =
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
              rule("long-line", Severity.WARNING),
              ConfigPath.of("a/b", "c~d"),
              new SourceSpan("forge.yaml", 4, 1, 6, 15),
              "100%: {0}, [a](1), \"x\"\n::error::injected",
              Optional.of("write { file: PATH }"),
              List.of(new Diagnostic.Related(span(7, 1, 5), "[b](2)"))),
          new Diagnostic(
              rule("odd-comment", Severity.WARNING),
              ConfigPath.of("host"),
              new SourceSpan("a b,c:1/\u00E9.yaml", 1, 1, 1, 5),
              "a file of which there is no text",
              Optional.empty(),
              List.of()),
          new Diagnostic(
              rule("yaml-syntax", Severity.ERROR),
              ConfigPath.ROOT,
              new SourceSpan("forge.yaml", 120, 1, 120, 1),
              "the file ends too early",
              Optional.empty(),
              List.of()));

  private Findings() {}

  static Excerpts excerpts() {
    return Excerpts.of(TEXT);
  }

  private static RuleInfo rule(String id, Severity severity) {
    return new RuleInfo(id, severity, "summary");
  }

  private static SourceSpan span(int line, int column, int endColumn) {
    return new SourceSpan("forge.yaml", line, column, line, endColumn);
  }
}
