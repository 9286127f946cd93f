package io.github.pgbackrest2nix.cli;

import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.report.CaretFormat;
import io.github.pgbackrest2nix.report.CaretFormat.Colour;
import io.github.pgbackrest2nix.report.Excerpts;
import io.github.pgbackrest2nix.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What was found in all files of a run, for the user to see. */
final class Findings {
  private final List<SourceText> texts = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  void add(SourceText text, List<Diagnostic> found) {
    texts.add(text);
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

  /** Shows all findings by file and place; nothing where there are none. */
  void show(Terminal terminal) {
    CaretFormat format = new CaretFormat(terminal.colour() ? Colour.ANSI : Colour.NONE, Set.of());
    List<Diagnostic> sorted = diagnostics.stream().sorted(Diagnostic.ORDER).toList();
    terminal.err().print(format.format(sorted, Excerpts.of(texts)));
  }
}
