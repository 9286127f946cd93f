package io.github.pgbackrest2nix.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CommentReaderTest {
  private static Arguments row(String text, String... comments) {
    return Arguments.of(text, List.of(comments));
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        row("a: 1 # x", "1:6-1:9 about 1: x"),
        row("a: 1\n# x\nb: 2", "2:1-2:4 about 3: x"),
        row("  # x\n  #y \n  a: 1", "1:3-1:6 about 3: x", "2:3-2:6 about 3: y"),
        row("# x\n\na: 1", "1:1-1:4 about 2: x"),
        row("\uFEFF# x\na: 1", "1:1-1:4 about 2: x"),
        row("a: 1 # x\r\nb: 2 # y\r\n", "1:6-1:9 about 1: x", "2:6-2:9 about 2: y"),
        row("a: 1 # x\rb: 2 # y", "1:6-1:9 about 1: x", "2:6-2:9 about 2: y"),
        row("a: \"# no\" # x", "1:11-1:14 about 1: x"),
        row("a: '# no'", new String[0]),
        row("a: x#no", new String[0]),
        row("a: \"b\n  # no\"", new String[0]),
        row("a: |  # x\n  # no\n\nb: 1", "1:7-1:10 about 1: x"),
        row("a: b\n  c#no\n  d # x", "3:5-3:8 about 3: x"),
        row("? # x\n  |\n  # no\n: 1 # y", "1:3-1:6 about 1: x", "4:5-4:8 about 4: y"),
        row("a: |+\n  t\n  # no\n\n # x\n# y\nb: 1", "5:2-5:5 about 7: x", "6:1-6:4 about 7: y"),
        row("a: >-\n  t\n# x\nb: 1", "3:1-3:4 about 4: x"),
        row("\uD83D\uDE00: \uD83D\uDE00 # \uD83D\uDE00", "1:6-1:9 about 1: \uD83D\uDE00"),
        row(
            "a: # x\n  b: # y\n    - 1 # z",
            "1:4-1:7 about 1: x",
            "2:6-2:9 about 2: y",
            "3:9-3:12 about 3: z"),
        row(
            "{ # a\n  # b\n  a: 1, # c\n  b: [ # d\n    1 # e\n    , 2 ] # f\n} # g",
            "1:3-1:6 about 1: a",
            "2:3-2:6 about 3: b",
            "3:9-3:12 about 3: c",
            "4:8-4:11 about 4: d",
            "5:7-5:10 about 5: e",
            "6:11-6:14 about 6: f",
            "7:3-7:6 about 7: g"),
        row("--- # x\na: 1\n... # y", "1:5-1:8 about 1: x", "3:5-3:8 about 3: y"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void findsCommentsAndNoNumberSignsOfValues(String text, List<String> comments) {
    SourceDocument document =
        new YamlParser().parse(new SourceText("f", text)).value().orElseThrow();

    assertThat(CommentReader.read(document).stream().map(CommentReaderTest::line).toList())
        .isEqualTo(comments);
  }

  private static String line(Comment comment) {
    return "%d:%d-%d:%d about %d: %s"
        .formatted(
            comment.span().line(),
            comment.span().column(),
            comment.span().endLine(),
            comment.span().endColumn(),
            comment.about(),
            comment.text());
  }
}
