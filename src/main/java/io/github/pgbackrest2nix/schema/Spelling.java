package io.github.pgbackrest2nix.schema;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import io.github.pgbackrest2nix.source.SourceDocument;
import io.github.pgbackrest2nix.source.SourceMap;
import java.util.List;

/** Values as the file spells them: 25.10 would be 25.1 by now, and 0x10 would be 16. */
final class Spelling {
  private final SourceMap map;
  private final List<String> lines;

  Spelling(SourceDocument document) {
    this.map = document.map();
    this.lines = document.text().lines();
  }

  /** Returns the first line of the value at this path, as a message repeats it. */
  String of(ConfigPath path) {
    SourceSpan span = map.valueSpan(path);
    String line = lines.get(span.line() - 1);
    int[] points = line.codePoints().toArray();
    int end = span.endLine() == span.line() ? span.endColumn() - 1 : points.length;
    return Shown.text(new String(points, span.column() - 1, end - span.column() + 1));
  }
}
