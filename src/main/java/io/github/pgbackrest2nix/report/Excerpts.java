package io.github.pgbackrest2nix.report;

import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import io.github.pgbackrest2nix.secret.SecretTexts;
import io.github.pgbackrest2nix.source.SourceDocument;
import io.github.pgbackrest2nix.source.SourceText;
import io.github.pgbackrest2nix.source.YamlParser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Lines of the files that diagnostics are about, with every value masked that can be a secret: what
 * is shown here ends up in logs. A mask has the length of what it hides, so columns stay true.
 */
public final class Excerpts {
  /** Where everything stands on one line, each finding would repeat all of it. */
  private static final int LONGEST = 1_000;

  private final Map<String, Map<Integer, String>> lines;

  private Excerpts(Map<String, Map<Integer, String>> lines) {
    this.lines = Map.copyOf(lines);
  }

  /** Reads a text for all its lines; one that cannot be parsed is masked more widely. */
  public static Excerpts of(SourceText text) {
    Set<Integer> all =
        IntStream.rangeClosed(1, text.lines().size()).boxed().collect(Collectors.toSet());
    return of(text, new YamlParser().parse(text).value(), all);
  }

  /**
   * Returns some lines of a text, which is all that is kept of it.
   *
   * @param parsed the text, where it could be parsed
   * @param numbers of the lines, from 1; those beyond the last one are left out
   */
  public static Excerpts of(
      SourceText text, Optional<SourceDocument> parsed, Set<Integer> numbers) {
    Map<Integer, String> kept =
        parsed
            .map(document -> new TreeMask(text, numbers).mask(document.root()))
            .orElseGet(() -> masked(text, numbers));
    kept.replaceAll((number, line) -> SecretTexts.masked(line));
    return new Excerpts(Map.of(text.name(), kept));
  }

  /** Returns the lines of all; of a file that is there twice those that come last. */
  public static Excerpts all(List<Excerpts> parts) {
    Map<String, Map<Integer, String>> lines = new HashMap<>();
    parts.forEach(part -> lines.putAll(part.lines));
    return new Excerpts(lines);
  }

  /** Returns whether this is one of the files; of others there is nothing to show. */
  boolean knows(String file) {
    return lines.containsKey(file);
  }

  /** Finds a line, counted from 1, without what must not be shown. */
  public Optional<String> line(String file, int number) {
    return Optional.ofNullable(lines.getOrDefault(file, Map.of()).get(number));
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

  /** What belongs to what is uncertain here, so all lines are looked at. */
  private static Map<Integer, String> masked(SourceText text, Set<Integer> numbers) {
    List<String> masked = LineMask.mask(text.lines());
    return numbers.stream()
        .filter(number -> number <= masked.size())
        .collect(Collectors.toMap(number -> number, number -> masked.get(number - 1)));
  }
}
