package io.github.pgbackrest2nix.cli;

import io.github.pgbackrest2nix.RuleIndex;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.report.CaretFormat;
import io.github.pgbackrest2nix.report.CaretFormat.Colour;
import io.github.pgbackrest2nix.report.DiagnosticFormat;
import io.github.pgbackrest2nix.report.Excerpts;
import io.github.pgbackrest2nix.report.GitHubFormat;
import io.github.pgbackrest2nix.report.JsonFormat;
import io.github.pgbackrest2nix.report.SarifFormat;
import io.github.pgbackrest2nix.rule.RuleDocument;
import io.github.pgbackrest2nix.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What was found in all files of a run, for the user to see. */
final class Findings {
  private final List<Excerpts> excerpts = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  void add(SourceText text, List<Diagnostic> found) {
    if (!found.isEmpty()) {
      add(Excerpts.of(text), found);
    }
  }

  /** Adds what was found in a text of which no more is left than the lines to be shown. */
  void add(Excerpts lines, List<Diagnostic> found) {
    excerpts.add(lines);
    diagnostics.addAll(found);
  }

  /** Adds what was found elsewhere than in a text. */
  void add(List<Diagnostic> found) {
    diagnostics.addAll(found);
  }

  /** Returns whether there is a finding of this severity or a worse one. */
  boolean reach(Severity severity) {
    return diagnostics.stream().anyMatch(each -> each.rule().severity().compareTo(severity) >= 0);
  }

  /** Writes all findings by file and place: for people on standard error, else on output. */
  void write(OutputFormat format, Terminal terminal) {
    switch (format) {
      case text -> show(terminal);
      case json -> terminal.out().print(as(new JsonFormat()));
      case sarif -> terminal.out().print(as(new SarifFormat(Version.number(), pages())));
      case github -> terminal.out().print(as(new GitHubFormat()));
    }
  }

  /** Shows all findings by file and place; nothing where there are none. */
  void show(Terminal terminal) {
    Set<String> explained =
        RuleIndex.all().stream().map(RuleInfo::id).collect(Collectors.toUnmodifiableSet());
    Colour colour = terminal.colour() ? Colour.ANSI : Colour.NONE;
    terminal.err().print(as(new CaretFormat(colour, explained)));
  }

  private String as(DiagnosticFormat format) {
    List<Diagnostic> sorted = diagnostics.stream().sorted(Diagnostic.ORDER).toList();
    return format.format(sorted, Excerpts.all(excerpts));
  }

  private Map<String, String> pages() {
    return diagnostics.stream()
        .map(each -> each.rule().id())
        .distinct()
        .collect(Collectors.toMap(id -> id, id -> RuleDocument.load(id).text()));
  }
}
