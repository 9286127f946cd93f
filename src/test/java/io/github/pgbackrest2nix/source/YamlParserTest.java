package io.github.pgbackrest2nix.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.diagnostic.Checked;
import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class YamlParserTest {
  private static Arguments row(String text, String... expected) {
    return Arguments.of(text, List.of(expected));
  }

  static Stream<Arguments> trees() {
    return Stream.of(
        row("a: 1", "root@1:1-1:1", "a@1:1-1:2 INTEGER 1@1:4-1:5"),
        row("---\na: 1\n...\n", "root@2:1-2:1", "a@2:1-2:2 INTEGER 1@2:4-2:5"),
        row("# c\n\n  a: b c  # d", "root@3:3-3:3", "a@3:3-3:4 STRING b c@3:6-3:9"),
        row("\uFEFFa: 1", "root@1:1-1:1", "a@1:1-1:2 INTEGER 1@1:4-1:5"),
        row(
            "a: 1\r\nb: x\r\n",
            "root@1:1-1:1",
            "a@1:1-1:2 INTEGER 1@1:4-1:5",
            "b@2:1-2:2 STRING x@2:4-2:5"),
        row(
            "a: 1\rb: x",
            "root@1:1-1:1",
            "a@1:1-1:2 INTEGER 1@1:4-1:5",
            "b@2:1-2:2 STRING x@2:4-2:5"),
        row(
            "\uD83D\uDE00: {x: \"\uD83D\uDE00\"}",
            "root@1:1-1:1",
            "\uD83D\uDE00@1:1-1:2 map@1:4-1:12",
            "\uD83D\uDE00.x@1:5-1:6 STRING \"\uD83D\uDE00\"@1:8-1:11"),
        row(
            "a: {b: \"\t\",\tc: x} # \tc",
            "root@1:1-1:1",
            "a@1:1-1:2 map@1:4-1:18",
            "a.b@1:5-1:6 STRING \"\t\"@1:8-1:11",
            "a.c@1:13-1:14 STRING x@1:16-1:17"),
        row("a:", "root@1:1-1:1", "a@1:1-1:2 NULL @1:3-1:3"),
        row(
            "outer:\n  inner:\n    - x\nb: 1",
            "root@1:1-1:1",
            "outer@1:1-1:6 map@1:1-1:6",
            "outer.inner@2:3-2:8 list@2:3-2:8",
            "outer.inner.0@3:7-3:8 STRING x@3:7-3:8",
            "b@4:1-4:2 INTEGER 1@4:4-4:5"),
        row(
            "- key: 1\n  b: 2\n- - x",
            "root@1:1-1:1",
            "0@1:3-1:6 map@1:3-1:6",
            "0.key@1:3-1:6 INTEGER 1@1:8-1:9",
            "0.b@2:3-2:4 INTEGER 2@2:6-2:7",
            "1@3:3-3:3 list@3:3-3:3",
            "1.0@3:5-3:6 STRING x@3:5-3:6"),
        row(
            "a: [1, {b: 2}\n  ]\n",
            "root@1:1-1:1",
            "a@1:1-1:2 list@1:4-2:4",
            "a.0@1:5-1:6 INTEGER 1@1:5-1:6",
            "a.1@1:8-1:14 map@1:8-1:14",
            "a.1.b@1:9-1:10 INTEGER 2@1:12-1:13"),
        row(
            "a: |\n  x\n  y\nb: 1",
            "root@1:1-1:1",
            "a@1:1-1:2 STRING \"x\ny\n\"@1:4-4:1",
            "b@4:1-4:2 INTEGER 1@4:4-4:5"),
        row("a: x\n   y", "root@1:1-1:1", "a@1:1-1:2 STRING x y@1:4-2:5"),
        row("a: 'it''s'", "root@1:1-1:1", "a@1:1-1:2 STRING \"it's\"@1:4-1:11"),
        row("{}", "root@1:1-1:3"),
        row("x", "root@1:1-1:2"));
  }

  @ParameterizedTest
  @MethodSource("trees")
  void everyKeyAndValueHasItsPlace(String text, List<String> expected) {
    assertThat(outline(accepted(text))).containsExactlyElementsOf(expected);
  }

  static Stream<Arguments> kinds() {
    return Stream.of(
        row(
            "STRING", "yes", "on", "1.2.3", "26-05", "0o8", "0xg", "1e", "-x", "1_000", "a b",
            ".."),
        row("INTEGER", "0", "-1", "+7", "007", "0o17", "0xFf", "123456789012345678901234567890"),
        row("FLOAT", "2.58", "26.05", "1.", ".5", "1e3", "-1.5E-2", ".inf", "-.INF", ".nan"),
        row("BOOLEAN", "true", "False", "TRUE"),
        row("NULL", "", "~", "null", "Null", "NULL"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void plainScalarsAreWhatTheCoreSchemaSays(String kind, List<String> spellings) {
    for (String spelling : spellings) {
      assertThat(outline(accepted("a: " + spelling)))
          .as(spelling)
          .anyMatch(line -> line.contains(" " + kind + " "));
      assertThat(outline(accepted("a: '" + spelling + "'")))
          .as("quoted " + spelling)
          .anyMatch(line -> line.contains(" STRING "));
    }
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        row("", "1:1-1:1 empty-file"),
        row("\uFEFF", "1:1-1:1 empty-file"),
        row("# only a comment\n", "1:1-1:1 empty-file"),
        row("---\n", "1:1-1:1 empty-file"),
        row("a: 1\n---\nb: 2", "2:1-2:4 several-documents"),
        row("a: 1\na: 2", "2:1-2:2 duplicate-key at a; 1:1"),
        row(
            "a: 1\n'a': 2\n\"a\": {b: 1, b: 2}",
            "2:1-2:4 duplicate-key at a; 1:1",
            "3:1-3:4 duplicate-key at a; 1:1",
            "3:13-3:14 duplicate-key at a.b; 3:7"),
        row("a: &x 1\nb: *x", "2:4-2:6 alias-not-allowed at b; 1:4"),
        row("b: *x", "1:4-1:6 alias-not-allowed at b"),
        row("a: &x 1", "1:4-1:6 alias-not-allowed at a"),
        row("&x a: 1", "1:1-1:3 alias-not-allowed"),
        row("*x : 1", "1:1-1:3 alias-not-allowed at ?"),
        row("a: &x {b: 1}\nc:\n  <<: *x", "3:3-3:5 merge-key-not-allowed at c.<<; 1:4"),
        row("a: !!str 1", "1:4-1:9 tag-not-allowed at a"),
        row("a: ! 1", "1:4-1:5 tag-not-allowed at a"),
        row("!foo {a: !bar [1]}", "1:1-1:5 tag-not-allowed", "1:10-1:14 tag-not-allowed at a"),
        row("? [a]\n: {b: 1, b: 2}", "1:3-1:3 key-not-text", "2:10-2:11 duplicate-key at ?.b; 2:4"),
        row("16: x", "1:1-1:3 key-not-text"),
        row("? \n: x", "1:2-1:2 key-not-text"),
        row("? [a]: x", "1:3-1:3 key-not-text"),
        row("a: \u0000", "1:4-1:5 control-character"),
        row(
            "\u0007a: 1\n\uD83D\uDE00\uD83D",
            "1:1-1:2 control-character",
            "2:2-2:3 control-character"),
        row("a: \"\\0\"", "1:4-1:8 control-character at a"),
        row("a: \"\\ud83d\"", "1:4-1:12 control-character at a"),
        row("a:\n\tb: 1", "2:1-2:2 yaml-syntax"),
        row("a:\t1", "1:3-1:4 yaml-syntax"),
        row("a: b: c", "1:5-1:6 yaml-syntax"),
        row("a: 'x\nb: 1", "1:4-1:5 yaml-syntax"),
        row("a: [1, 2\nb: 3", "2:2-2:3 yaml-syntax; 1:4"),
        row("b: 1\ra: [\r", "3:1-3:1 yaml-syntax"),
        row("\uD83D\uDE00: !b\n", "1:4-1:6 tag-not-allowed at \uD83D\uDE00"),
        row("a: 1\n  b: 2", "2:4-2:5 yaml-syntax"),
        row("a:\n  b: 1\n c: 2", "3:2-3:3 yaml-syntax; 1:1"),
        row("a: %x", "1:4-1:5 yaml-syntax"),
        row("a: \"\\q\"", "1:6-1:7 yaml-syntax; 1:4"),
        row("a: \"\\UFFFFFFFF\"", "1:2-1:3 yaml-syntax"),
        row("a: 1\na: 2\nb: [", "2:1-2:2 duplicate-key at a; 1:1", "3:5-3:5 yaml-syntax"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void everyMistakeIsReportedAtItsPlaces(String text, List<String> expected) {
    Checked<SourceDocument> result = parse(text);

    assertThat(result.value()).isEmpty();
    assertThat(result.diagnostics().stream().map(YamlParserTest::brief))
        .containsExactlyElementsOf(expected);
    assertThat(result.diagnostics()).allMatch(diagnostic -> diagnostic.help().isPresent());
  }

  @Test
  void aTextOverTheLimitIsNotRead() {
    String largest = "a: 1\n#" + "x".repeat(TextCheck.MOST_CHARACTERS - 6);

    assertThat(parse(largest).diagnostics()).isEmpty();
    assertThat(parse(largest + "x").diagnostics().stream().map(YamlParserTest::brief))
        .containsExactly("1:1-1:1 too-large");
  }

  @Test
  void nestingHasALimit() {
    assertThat(parse("[".repeat(64) + "]".repeat(64)).diagnostics()).isEmpty();
    for (String open : List.of("[", "{a: ", "{? ", "{*a : ", "{<<: ", "- ", "? ", "{? [a] : ")) {
      assertThat(parse(open.repeat(60_000)).diagnostics()).as(open).isNotEmpty();
    }
    assertThat(
            parse("[".repeat(65) + "]".repeat(65)).diagnostics().stream()
                .map(each -> each.rule().id()))
        .containsExactly("too-deep");
  }

  @Test
  void aLongLineOfTagsAndAnchorsTakesNoTime() {
    assertThat(parse("[" + "!a &b c,".repeat(30_000) + "]").diagnostics()).hasSize(30_001);
  }

  @Test
  void noTextMakesItThrow() {
    String alphabet =
        "ab1: -?[]{},#&*!|>'\"%@`\\\n\r\t <0xuU~.\uFEFF\uD83D\uDE00\u0000\u0085\u2028";
    Random random = new Random(20260105);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      Checked<SourceDocument> result = parse(text.toString());
      assertThat(result.value().isPresent()).isEqualTo(result.diagnostics().isEmpty());
    }
  }

  @Test
  void aPathThatIsAbsentHasThePlaceOfItsNearestAncestor() {
    SourceMap map = accepted("a:\n  b: {c: 1}\n").map();

    assertThat(map.keySpan(ConfigPath.of("a", "b", "x", "y"))).hasToString("f.yaml:2:3");
    assertThat(map.valueSpan(ConfigPath.of("a", "b", "x"))).hasToString("f.yaml:2:6");
    assertThat(map.keySpan(ConfigPath.of("z"))).hasToString("f.yaml:1:1");
    assertThat(map.contains(ConfigPath.of("a", "b", "c"))).isTrue();
    assertThat(map.contains(ConfigPath.of("a", "c"))).isFalse();
  }

  @Test
  void theMessageOfADuplicateKeyShowsBothPlaces() {
    Diagnostic diagnostic = parse("a: 1\na: 2").diagnostics().get(0);

    assertThat(diagnostic)
        .isEqualTo(
            new Diagnostic(
                SourceRules.DUPLICATE_KEY,
                ConfigPath.of("a"),
                new SourceSpan("f.yaml", 2, 1, 2, 2),
                "the key \"a\" stands here a second time, so one of its values would be lost",
                Optional.of("keep one of the two"),
                List.of(
                    new Diagnostic.Related(
                        new SourceSpan("f.yaml", 1, 1, 1, 2), "it stands here already"))));
  }

  private static Checked<SourceDocument> parse(String text) {
    return new YamlParser().parse(new SourceText("f.yaml", text));
  }

  private static SourceDocument accepted(String text) {
    Checked<SourceDocument> result = parse(text);
    assertThat(result.diagnostics()).as(text).isEmpty();
    return result.value().orElseThrow();
  }

  private static String brief(Diagnostic diagnostic) {
    StringBuilder line = new StringBuilder(place(diagnostic.span())).append(' ');
    line.append(diagnostic.rule().id());
    if (!diagnostic.path().segments().isEmpty()) {
      line.append(" at ").append(diagnostic.path());
    }
    diagnostic
        .related()
        .forEach(each -> line.append("; " + each.span().line() + ":" + each.span().column()));
    return line.toString();
  }

  private static String place(SourceSpan span) {
    return "%d:%d-%d:%d".formatted(span.line(), span.column(), span.endLine(), span.endColumn());
  }

  private static List<String> outline(SourceDocument document) {
    List<String> lines = new ArrayList<>();
    lines.add("root@" + place(document.root().span()));
    outline(document, ConfigPath.ROOT, document.root(), lines);
    return lines;
  }

  private static void outline(
      SourceDocument document, ConfigPath path, SourceNode node, List<String> lines) {
    if (!path.segments().isEmpty()) {
      assertThat(document.map().valueSpan(path)).isEqualTo(node.span());
      lines.add(
          path
              + "@"
              + place(document.map().keySpan(path))
              + " "
              + value(node)
              + "@"
              + place(node.span()));
    }
    if (node instanceof SourceNode.Sequence sequence) {
      for (int i = 0; i < sequence.items().size(); i++) {
        outline(document, path.child(i), sequence.items().get(i), lines);
      }
    }
    if (node instanceof SourceNode.Mapping mapping) {
      mapping.entries().forEach(e -> outline(document, path.child(e.name()), e.value(), lines));
    }
  }

  private static String value(SourceNode node) {
    if (node instanceof SourceNode.Scalar scalar) {
      String quote = scalar.quoted() ? "\"" : "";
      return scalar.kind() + " " + quote + scalar.text() + quote;
    }
    return node instanceof SourceNode.Mapping ? "map" : "list";
  }
}
