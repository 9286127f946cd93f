package io.github.pgbackrest2nix.source;

import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import io.github.pgbackrest2nix.source.SourceNode.Mapping;
import io.github.pgbackrest2nix.source.SourceNode.Scalar;
import io.github.pgbackrest2nix.source.SourceNode.Sequence;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds the comments of a document: what a number sign starts that stands outside of every key and
 * value. The YAML library can tell comments too, but refuses texts then that it reads otherwise.
 */
public final class CommentReader {
  private final SourceText text;
  private final List<int[]> lines;
  private final int[] below;

  private CommentReader(SourceText text) {
    this.text = text;
    this.lines = text.lines().stream().map(line -> line.codePoints().toArray()).toList();
    this.below = content(lines);
  }

  /** Returns the comments in the order of the text. */
  public static List<Comment> read(SourceDocument document) {
    return new CommentReader(document.text()).outside(document.root());
  }

  private List<Comment> outside(SourceNode root) {
    List<BitSet> taken = new ArrayList<>();
    lines.forEach(line -> taken.add(new BitSet()));
    scalars(root).forEach(scalar -> take(scalar, taken));
    List<Comment> comments = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      int[] points = lines.get(i);
      int start = start(points, taken.get(i));
      if (start < points.length) {
        comments.add(comment(i, points, start));
      }
    }
    return comments;
  }

  private static Stream<Scalar> scalars(SourceNode node) {
    return node.match(
        new SourceNode.Cases<Stream<Scalar>>() {
          @Override
          public Stream<Scalar> scalar(Scalar scalar) {
            return Stream.of(scalar);
          }

          @Override
          public Stream<Scalar> sequence(Sequence sequence) {
            return sequence.items().stream().flatMap(CommentReader::scalars);
          }

          @Override
          public Stream<Scalar> mapping(Mapping mapping) {
            return mapping.entries().stream()
                .flatMap(entry -> Stream.concat(Stream.of(entry.key()), scalars(entry.value())));
          }
        });
  }

  /** Marks the columns of the scalar, from 0, in each of its lines. */
  private void take(Scalar scalar, List<BitSet> taken) {
    SourceSpan span = scalar.span();
    // The line that a block starts in may end in a comment.
    int first = isBlock(span) ? span.line() + 1 : span.line();
    for (int line = first; line <= Math.min(span.endLine(), lines.size()); line++) {
      int from = line == span.line() ? span.column() - 1 : 0;
      int to = line == span.endLine() ? span.endColumn() - 1 : lines.get(line - 1).length;
      taken.get(line - 1).set(from, to);
    }
  }

  private boolean isBlock(SourceSpan span) {
    int[] points = span.line() <= lines.size() ? lines.get(span.line() - 1) : new int[0];
    int at = span.column() - 1;
    return at < points.length && (points[at] == '|' || points[at] == '>');
  }

  private static int start(int[] points, BitSet taken) {
    for (int i = 0; i < points.length; i++) {
      boolean apart = i == 0 || points[i - 1] == ' ' || points[i - 1] == '\t';
      if (points[i] == '#' && apart && !taken.get(i)) {
        return i;
      }
    }
    return points.length;
  }

  private Comment comment(int index, int[] points, int start) {
    int number = index + 1;
    String before = new String(points, 0, start);
    String behind = new String(points, start + 1, points.length - start - 1);
    return new Comment(
        new SourceSpan(text.name(), number, start + 1, number, points.length + 1),
        behind.strip(),
        before.isBlank() ? below[number] : number);
  }

  /** Returns, for each line from 1, the first one below it that is more than a comment. */
  private static int[] content(List<int[]> lines) {
    int[] below = new int[lines.size() + 1];
    for (int number = lines.size(); number > 0; number--) {
      boolean comment = number < lines.size() && isComment(lines.get(number));
      below[number] = comment ? below[number + 1] : number + 1;
    }
    return below;
  }

  private static boolean isComment(int[] points) {
    return new String(points, 0, points.length).strip().startsWith("#");
  }
}
