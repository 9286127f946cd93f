package io.github.pgbackrest2nix.report;

import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import io.github.pgbackrest2nix.source.SourceDocument;
import io.github.pgbackrest2nix.source.SourceText;
import io.github.pgbackrest2nix.source.YamlParser;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Lines of the files that diagnostics are about, with every value masked that can be a secret: what
 * is shown here ends up in logs. A mask has the length of what it hides, so columns stay true.
 */
public final class Excerpts {
  /** Where everything stands on one line, each finding would repeat all of it. */
  private static final int LONGEST = 1_000;

  private final Map<String, List<String>> lines;

  private Excerpts(Map<String, List<String>> lines) {
    this.lines = Map.copyOf(lines);
  }

  /** Reads the texts; one that cannot be parsed is masked more widely. */
  public static Excerpts of(List<SourceText> texts) {
    return new Excerpts(
        texts.parallelStream()
            .collect(Collectors.toMap(SourceText::name, Excerpts::masked, (one, other) -> other)));
  }

  /** Returns whether this is one of the files; of others there is nothing to show. */
  boolean knows(String file) {
    return lines.containsKey(file);
  }

  /** Finds a line, counted from 1, without what must not be shown. */
  public Optional<String> line(String file, int number) {
    List<String> all = lines.getOrDefault(file, List.of());
    return number <= all.size() ? Optional.of(all.get(number - 1)) : Optional.empty();
  }

  /** Finds a line as {@link #line} does, unless it is too long to be repeated. */
  Optional<String> shortLine(String file, int number) {
    return line(file, number).filter(line -> line.length() <= LONGEST);
  }

  /**
   * Finds the text of a span within one line, without what must not be shown, unless it is too long
   * to be repeated.
   */
  Optional<String> text(SourceSpan span) {
    if (span.line() != span.endLine() || span.endColumn() - span.column() > LONGEST) {
      return Optional.empty();
    }
    return line(span.file(), span.line())
        .map(line -> line.codePoints().skip(span.column() - 1L))
        .map(points -> points.limit(span.endColumn() - span.column()).toArray())
        .filter(points -> points.length > 0)
        .map(points -> new String(points, 0, points.length));
  }

  private static List<String> masked(SourceText text) {
    Optional<SourceDocument> document = new YamlParser().parse(text).value();
    return document
        .map(parsed -> new TreeMask(text).mask(parsed.root()))
        .orElseGet(() -> LineMask.mask(text.lines()));
  }
}
