package io.github.pgbackrest2nix.report;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import io.github.pgbackrest2nix.source.SourceNode;
import io.github.pgbackrest2nix.source.SourceNode.Entry;
import io.github.pgbackrest2nix.source.SourceNode.Mapping;
import io.github.pgbackrest2nix.source.SourceNode.Scalar;
import io.github.pgbackrest2nix.source.SourceNode.Sequence;
import io.github.pgbackrest2nix.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Masks the values of a text that could be parsed: those below certain keys, and no others. */
final class TreeMask {
  private final List<String> lines;

  TreeMask(SourceText text) {
    lines = new ArrayList<>(text.lines());
  }

  List<String> mask(SourceNode root) {
    scalars(ConfigPath.ROOT, root).toList().forEach(this::hide);
    return lines;
  }

  /** Returns the spans of the secret scalars below the path. */
  private static Stream<SourceSpan> scalars(ConfigPath path, SourceNode node) {
    return node.match(
        new SourceNode.Cases<Stream<SourceSpan>>() {
          @Override
          public Stream<SourceSpan> scalar(Scalar scalar) {
            return SecretKeys.isSecret(path) ? Stream.of(scalar.span()) : Stream.empty();
          }

          @Override
          public Stream<SourceSpan> sequence(Sequence sequence) {
            return sequence.items().stream().flatMap(item -> scalars(path.child("-"), item));
          }

          @Override
          public Stream<SourceSpan> mapping(Mapping mapping) {
            return mapping.entries().stream().flatMap(entry -> below(path, entry));
          }
        });
  }

  private static Stream<SourceSpan> below(ConfigPath path, Entry entry) {
    return scalars(path.child(entry.name()), entry.value());
  }

  private void hide(SourceSpan span) {
    for (int number = span.line(); number <= span.endLine(); number++) {
      boolean exists = number <= lines.size();
      if (exists) {
        int from = number == span.line() ? span.column() - 1 : 0;
        hide(number - 1, from, number == span.endLine() ? span.endColumn() - 1 : Integer.MAX_VALUE);
      }
    }
  }

  private void hide(int index, int from, int to) {
    int[] points = lines.get(index).codePoints().toArray();
    int comment = comment(points, to);
    for (int i = 0; i < points.length; i++) {
      boolean inside = (i >= from && i < to) || i >= comment;
      if (inside && points[i] != ' ') {
        points[i] = '*';
      }
    }
    lines.set(index, new String(points, 0, points.length));
  }

  /** Returns where a comment behind the value starts: it may hold what the value was before. */
  private static int comment(int[] points, int from) {
    for (int i = Math.max(1, from); i < points.length; i++) {
      if (points[i] == '#' && (points[i - 1] == ' ' || points[i - 1] == '\t')) {
        return i;
      }
    }
    return points.length;
  }
}
