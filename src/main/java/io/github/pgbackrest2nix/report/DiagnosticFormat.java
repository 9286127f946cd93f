package io.github.pgbackrest2nix.report;

import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import java.util.List;

/** A way to write diagnostics. */
public interface DiagnosticFormat {
  /**
   * Writes the diagnostics.
   *
   * @param sorted in the order they are shown in, {@link Diagnostic#ORDER}
   * @param excerpts the only way to the text of the files
   * @return whole lines, each with its break; empty where a format has nothing to say
   */
  String format(List<Diagnostic> sorted, Excerpts excerpts);
}
