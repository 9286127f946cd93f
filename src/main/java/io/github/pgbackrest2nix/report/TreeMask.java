package io.github.pgbackrest2nix.report;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import io.github.pgbackrest2nix.secret.SecretNames;
import io.github.pgbackrest2nix.secret.SecretTexts;
import io.github.pgbackrest2nix.source.SourceNode;
import io.github.pgbackrest2nix.source.SourceNode.Entry;
import io.github.pgbackrest2nix.source.SourceNode.Kind;
import io.github.pgbackrest2nix.source.SourceNode.Mapping;
import io.github.pgbackrest2nix.source.SourceNode.Scalar;
import io.github.pgbackrest2nix.source.SourceNode.Sequence;
import io.github.pgbackrest2nix.source.SourceText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Masks the values of a text that could be parsed: those below certain keys, and no others. */
final class TreeMask {
  private final NavigableMap<Integer, int[]> points = new TreeMap<>();

  /** Where, in each line that has secrets, the first of them ends. */
  private final Map<Integer, Integer> behind = new HashMap<>();

  /**
   * Makes a mask.
   *
   * @param numbers of the lines that are to be shown, from 1
   */
  TreeMask(SourceText text, Set<Integer> numbers) {
    List<String> lines = text.lines();
    for (int number : numbers) {
      if (number <= lines.size()) {
        points.put(number, lines.get(number - 1).codePoints().toArray());
      }
    }
  }

  Map<Integer, String> mask(SourceNode root) {
    scalars(ConfigPath.ROOT, root).forEach(this::hide);
    Map<Integer, String> masked = new HashMap<>();
    points.forEach(
        (number, line) -> {
          int from = behind.getOrDefault(number, line.length);
          hide(line, comment(line, from), line.length);
          masked.put(number, withComment(new String(line, 0, line.length), comment(line, 0)));
        });
    return masked;
  }

  /** Returns the spans of the secret scalars below the path. */
  private Stream<SourceSpan> scalars(ConfigPath path, SourceNode node) {
    return node.match(
        new SourceNode.Cases<Stream<SourceSpan>>() {
          @Override
          public Stream<SourceSpan> scalar(Scalar scalar) {
            return isShown(scalar.span()) && isSecret(path, scalar)
                ? Stream.of(scalar.span())
                : Stream.empty();
          }

          @Override
          public Stream<SourceSpan> sequence(Sequence sequence) {
            return sequence.items().stream().flatMap(item -> scalars(path.child(0), item));
          }

          @Override
          public Stream<SourceSpan> mapping(Mapping mapping) {
            return mapping.entries().stream().flatMap(entry -> below(path, entry));
          }
        });
  }

  private Stream<SourceSpan> below(ConfigPath path, Entry entry) {
    Stream<SourceSpan> value = scalars(path.child(entry.name()), entry.value());
    return isTextInBraces(path, entry)
        ? Stream.concat(Stream.of(entry.key().span()), value)
        : value;
  }

  private static boolean isSecret(ConfigPath path, Scalar scalar) {
    return SecretNames.isSecret(path.segments(), scalar.text())
        || SecretTexts.isPrivateKey(scalar.text());
  }

  /** Returns whether this is a secret that braces make a key: {@code password: {abc}}. */
  private static boolean isTextInBraces(ConfigPath path, Entry entry) {
    return SecretNames.isSecret(path.segments())
        && SecretNames.isTextInBraces(entry.name())
        && entry.value() instanceof Scalar value
        && value.kind() == Kind.NULL;
  }

  private boolean isShown(SourceSpan span) {
    Integer next = points.ceilingKey(span.line());
    return next != null && next <= span.endLine();
  }

  private void hide(SourceSpan span) {
    points
        .subMap(span.line(), true, span.endLine(), true)
        .forEach(
            (number, line) -> {
              int from = number == span.line() ? span.column() - 1 : 0;
              int to = number == span.endLine() ? span.endColumn() - 1 : line.length;
              hide(line, from, Math.min(to, line.length));
              behind.merge(number, to, Math::min);
            });
  }

  private static void hide(int[] line, int from, int to) {
    for (int i = from; i < to; i++) {
      line[i] = line[i] == ' ' ? ' ' : '*';
    }
  }

  /** Returns the line without what a comment says of secrets: it may tell what a value was. */
  private static String withComment(String line, int start) {
    int at = line.offsetByCodePoints(0, start);
    String comment = line.substring(at);
    // The names of rules sound like secrets, too.
    int from =
        comment.contains("pgbackrest2nix-ignore")
            ? comment.length()
            : SecretNames.findValue(comment).orElse(comment.length());
    return line.substring(0, at)
        + comment.substring(0, from)
        + SecretTexts.hidden(comment.substring(from));
  }

  /** Returns where a comment behind the value starts: it may hold what the value was before. */
  private static int comment(int[] points, int from) {
    for (int i = from; i < points.length; i++) {
      if (points[i] == '#' && (i == 0 || points[i - 1] == ' ' || points[i - 1] == '\t')) {
        return i;
      }
    }
    return points.length;
  }
}
