package io.github.pgbackrest2nix.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.Compiler;
import io.github.pgbackrest2nix.Examined;
import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.source.TextDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Numbers that a long cannot hold or that are spelled oddly, at every place of the schema. */
class OddNumbersTest {
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "+1",
          "007",
          "1.0",
          "-0.0",
          "1.",
          ".5",
          "1e3",
          "1e-5",
          "1_000",
          "0x10",
          "0o17",
          "0b11",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775809",
          "0x7fffffffffffffffffffffff",
          "0o7777777777777777777777777",
          "0".repeat(40) + "1",
          "9".repeat(2_000),
          "1e18",
          "1e19",
          "-1e19",
          "1e308",
          "1e400",
          "-1e999999999",
          "1e-999999999",
          ".inf",
          "-.INF",
          ".nan",
          "NaN",
          "Infinity");

  /** Where anything else is due. */
  private static final List<String> FEW = List.of("1.0", "1e19", "9".repeat(2_000));

  /** Where a text is due that may hold a number. */
  private static final List<String> IN_TEXTS =
      List.of(
          "\"99999999999999999999\"",
          "\"9223372036854775807w\"",
          "\"99999999999999999999TiB\"",
          "\"1e19GB\"",
          "\"*:0/99999999999999999999\"",
          "\"127.0.0.1:99999999999999999999\"",
          "\"2.99999999999999999999\"");

  private final Compiler compiler = new Compiler();
  private final Places places = Places.load();

  @Test
  void eachIsTakenOrIsAFindingWhereItStands() {
    List<String> wrong = new ArrayList<>();
    int tried = 0;
    for (ConfigPath path : places.values()) {
      for (String number : numbers(path)) {
        verdict(path, number).forEach(wrong::add);
        tried++;
      }
    }

    assertThat(tried).isGreaterThan(2_000);
    assertThat(wrong).isEmpty();
  }

  private List<String> numbers(ConfigPath path) {
    return switch (places.kind(path)) {
      case INTEGER, FLOAT -> NUMBERS;
      case STRING -> Stream.concat(FEW.stream(), IN_TEXTS.stream()).toList();
      case BOOLEAN, NULL -> FEW;
    };
  }

  private List<String> verdict(ConfigPath path, String number) {
    String text = places.with(path, number);
    try {
      Examined examined =
          compiler.examine(TextDecoder.decode("f.yaml", text.getBytes(StandardCharsets.UTF_8)));
      boolean taken = examined.host().isPresent();
      boolean found =
          examined.diagnostics().stream()
              .anyMatch(each -> each.isError() && stands(each, text, number));
      return taken || found
          ? List.of()
          : List.of("%s: %s: no finding there: %s".formatted(path, number, examined.diagnostics()));
    } catch (RuntimeException e) {
      return List.of("%s: %s: %s".formatted(path, number, e));
    }
  }

  private static boolean stands(Diagnostic diagnostic, String text, String number) {
    List<String> lines = text.lines().toList();
    return IntStream.rangeClosed(diagnostic.span().line(), diagnostic.span().endLine())
        .mapToObj(line -> lines.get(line - 1))
        .anyMatch(line -> line.endsWith(number));
  }
}
