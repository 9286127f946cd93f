package io.github.pgbackrest2nix.nix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.HostileStrings;
import io.github.pgbackrest2nix.testing.Json;
import io.github.pgbackrest2nix.testing.NixEval;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the printer writes is what the real Nix reads. */
class NixPrinterIT {
  private static final long SEED = 20260115;
  private static final int EXPRESSIONS = 400;

  @TempDir Path scratch = Path.of("");

  private final Random random = new Random(SEED);
  private final List<String> texts = HostileStrings.all();

  /** An expression and the value it must have. */
  private record Sample(NixExpr expression, @Nullable Object value) {}

  @Test
  void everyHostileStringComesBackEqual() throws Exception {
    NixExpr list = NixExpr.strings(texts);
    NixExpr names =
        NixExpr.set(
            texts.stream().map(t -> NixExpr.attribute(t, NixExpr.integer(t.length()))).toList());
    NixExpr joined =
        NixExpr.list(
            texts.stream()
                .<NixExpr>map(
                    t ->
                        NixExpr.string(
                            NixExpr.text(t), NixExpr.interpolated("\"|\""), NixExpr.text(t)))
                .toList());

    assertThat(evaluate(NixPrinter.print(list))).isEqualTo(texts);
    assertThat(evaluate("builtins.attrNames " + NixPrinter.print(names)))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .containsExactlyInAnyOrderElementsOf(texts);
    assertThat(evaluate(NixPrinter.print(joined)))
        .isEqualTo(texts.stream().map(t -> t + "|" + t).toList());
  }

  @Test
  void randomExpressionsEvaluateToTheirValue() throws Exception {
    List<Sample> samples = IntStream.range(0, EXPRESSIONS).mapToObj(i -> sample(4)).toList();
    NixExpr list = NixExpr.list(samples.stream().map(Sample::expression).toList());
    List<@Nullable Object> values = new ArrayList<>();
    samples.forEach(sample -> values.add(sample.value()));

    assertThat(evaluate("let\n  id = x: x;\nin\n" + NixPrinter.print(list))).isEqualTo(values);
  }

  @Test
  void commentsStayComments() throws Exception {
    List<String> comments = texts.stream().map(NixComment::print).toList();

    String file = SoftBreaks.settle(String.join("\n", comments)) + "\n1\n";

    assertThat(evaluate(file)).isEqualTo(1L);
  }

  private Sample sample(int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 8)) {
      case 0 -> {
        boolean value = random.nextBoolean();
        yield new Sample(NixExpr.bool(value), value);
      }
      case 1 -> {
        long value = random.nextInt(5) == 0 ? Long.MIN_VALUE : random.nextInt();
        yield new Sample(NixExpr.integer(value), value);
      }
      case 2 -> new Sample(NixExpr.NULL, null);
      case 3 -> string();
      case 4 -> call(depth);
      case 5 -> list(depth);
      default -> set(depth);
    };
  }

  private Sample string() {
    StringBuilder value = new StringBuilder();
    List<NixExpr.Part> parts = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      if (random.nextInt(4) == 0) {
        parts.add(NixExpr.interpolated("id \"{\""));
        value.append('{');
      } else {
        String text = random.nextBoolean() ? texts.get(random.nextInt(texts.size())) : noise();
        parts.add(NixExpr.text(text));
        value.append(text);
      }
    }
    return new Sample(NixExpr.string(parts.toArray(NixExpr.Part[]::new)), value.toString());
  }

  // Mostly the characters that mean something to Nix.
  private String noise() {
    String alphabet = "$$$'''{{}}\\\"\n\n\n  ab%\r\t#";
    return random
        .ints(random.nextInt(12), 0, alphabet.length())
        .collect(StringBuilder::new, (b, i) -> b.append(alphabet.charAt(i)), StringBuilder::append)
        .toString();
  }

  private Sample call(int depth) {
    Sample argument = sample(depth - 1);
    return new Sample(NixExpr.call("id", argument.expression()), argument.value());
  }

  private Sample list(int depth) {
    List<Sample> elements =
        IntStream.range(0, random.nextInt(4)).mapToObj(i -> sample(depth - 1)).toList();
    List<@Nullable Object> values = new ArrayList<>();
    elements.forEach(element -> values.add(element.value()));
    return new Sample(NixExpr.list(elements.stream().map(Sample::expression).toList()), values);
  }

  private Sample set(int depth) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    List<NixExpr.Attribute> attributes = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      String name = texts.get(random.nextInt(texts.size()));
      Sample value = sample(depth - 1);
      if (!values.containsKey(name)) {
        values.put(name, value.value());
        attributes.add(NixExpr.attribute(name, value.expression()));
      }
    }
    return new Sample(NixExpr.set(attributes), values);
  }

  private @Nullable Object evaluate(String expression) throws Exception {
    Path file = scratch.resolve("expression.nix");
    Files.writeString(file, expression);
    return Json.read(new NixEval(scratch).evaluate(file, Map.of()).require());
  }
}
