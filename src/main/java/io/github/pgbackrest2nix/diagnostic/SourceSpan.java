package io.github.pgbackrest2nix.diagnostic;

import java.util.Comparator;

/**
 * A stretch of a file. Lines and columns count from 1, columns count code points; the end is
 * exclusive, so an empty span has its end where it starts.
 *
 * @param file the file's name as the user gave it
 */
public record SourceSpan(String file, int line, int column, int endLine, int endColumn)
    implements Comparable<SourceSpan> {
  private static final Comparator<SourceSpan> ORDER =
      Comparator.comparing(SourceSpan::file)
          .thenComparingInt(SourceSpan::line)
          .thenComparingInt(SourceSpan::column)
          .thenComparingInt(SourceSpan::endLine)
          .thenComparingInt(SourceSpan::endColumn);

  public SourceSpan {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("lines and columns count from 1");
    }
    if (endLine < line || (endLine == line && endColumn < column)) {
      throw new IllegalArgumentException("a span ends before it starts");
    }
  }

  @Override
  public int compareTo(SourceSpan other) {
    return ORDER.compare(this, other);
  }

  /** Returns {@code file:line:column}, as editors and terminals link it. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
