package io.github.pgbackrest2nix.nix;

import static io.github.pgbackrest2nix.nix.NixExpr.attribute;
import static io.github.pgbackrest2nix.nix.NixExpr.call;
import static io.github.pgbackrest2nix.nix.NixExpr.code;
import static io.github.pgbackrest2nix.nix.NixExpr.integer;
import static io.github.pgbackrest2nix.nix.NixExpr.interpolated;
import static io.github.pgbackrest2nix.nix.NixExpr.list;
import static io.github.pgbackrest2nix.nix.NixExpr.path;
import static io.github.pgbackrest2nix.nix.NixExpr.set;
import static io.github.pgbackrest2nix.nix.NixExpr.string;
import static io.github.pgbackrest2nix.nix.NixExpr.strings;
import static io.github.pgbackrest2nix.nix.NixExpr.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NixPrinterTest {
  static Stream<Arguments> spellings() {
    return Stream.of(
        arguments(string(""), "\"\""),
        arguments(string("a\"b\\c"), "\"a\\\"b\\\\c\""),
        arguments(string("${x} $x $"), "\"\\${x} $x \\$\""),
        arguments(string("a\nb\r\tc"), "\"a\\nb\\r\\tc\""),
        arguments(string("50% ✓ 😀"), "\"50% ✓ 😀\""),
        arguments(
            string(interpolated("pkgs.pgbackrest"), text("/bin/x $"), interpolated("y")),
            "\"${pkgs.pgbackrest}/bin/x \\$${y}\""),
        arguments(integer(0), "0"),
        arguments(integer(-5), "-5"),
        arguments(list(integer(-5)), "[ (-5) ]"),
        arguments(NixExpr.NULL, "null"),
        arguments(NixExpr.bool(true), "true"),
        arguments(path("./pgbackrest.conf"), "./pgbackrest.conf"),
        arguments(list(), "[ ]"),
        arguments(set(), "{ }"),
        arguments(strings(List.of("a")), "[ \"a\" ]"),
        arguments(list(list(list())), "[ [ [ ] ] ]"),
        arguments(list(code("lib.mkIf a b")), "[ (lib.mkIf a b) ]"),
        arguments(list(code("config.x.y")), "[ config.x.y ]"),
        arguments(call("lib.mkForce", string("x")), "lib.mkForce \"x\""),
        arguments(list(call("f", integer(1))), "[ (f 1) ]"));
  }

  @ParameterizedTest
  @MethodSource("spellings")
  void spellsOnOneLine(NixExpr expression, String expected) {
    assertThat(NixPrinter.print(expression)).isEqualTo(expected);
  }

  @Test
  void expandsSetsAlwaysAndListsOfTwo() {
    NixExpr expression =
        set(
            attribute(List.of("systemd", "a@.service"), set(attribute("x", integer(1)))),
            attribute("in", strings(List.of("a", "b"))),
            attribute("one", list(set(attribute("y", set())))),
            attribute("call", call("lib.mkIf", code("a"), set(attribute("z", NixExpr.NULL)))),
            attribute("calls", list(call("lib.mkIf", code("a && b"), strings(List.of("c", "d"))))));

    assertThat(NixPrinter.print(expression))
        .isEqualTo(
            """
            {
              systemd."a@.service" = {
                x = 1;
              };
              "in" = [
                "a"
                "b"
              ];
              one = [
                {
                  y = { };
                }
              ];
              call = lib.mkIf a {
                z = null;
              };
              calls = [
                (lib.mkIf (a && b) [
                  "c"
                  "d"
                ])
              ];
            }""");
  }

  @Test
  void writesFullLinesBetweenTwoApostrophes() {
    NixExpr expression =
        set(
            attribute("script", string("if a; then\n  echo ''${b}\n\nfi\n")),
            attribute("scripts", list(string("echo $x\necho $$\n"))),
            attribute("exec", string(interpolated("a.b"), text(" $x\n'quoted'\n"))));

    assertThat(NixPrinter.print(expression))
        .isEqualTo(
            """
            {
              script = "if a; then\\n  echo ''\\${b}\\n\\nfi\\n";
              scripts = [
                ''
                  echo $x
                  echo $$
                ''
              ];
              exec = ''
                ${a.b} $x
                'quoted'
              '';
            }""");
  }

  @Test
  void keepsBlankLinesEmptyAndEscapesBetweenApostrophes() {
    assertThat(NixPrinter.print(set(attribute("a", string("x ${y}\n\n  it''s \\n \"z\"\n")))))
        .isEqualTo(
            """
            {
              a = ''
                x ''${y}

                  it'''s \\n "z"
              '';
            }""");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "one line\n",
        "no end\nhere",
        "  all\n  indented\n",
        "a \nb\n",
        "\n\n",
        "a\tb\nc\n",
        "a\r\nb\n",
        "it's '${x}\nb\n"
      })
  void quotesWhatWouldBeChangedOrInvisibleBetweenApostrophes(String text) {
    assertThat(NixPrinter.print(string(text))).startsWith("\"").doesNotContain("\n");
  }

  @Test
  void expandsAListOfOneOnlyWhenTheLineIsTooLong() {
    NixExpr fits = set(attribute("a", strings(List.of("x".repeat(89)))));
    NixExpr tooLong = set(attribute("a", strings(List.of("x".repeat(90)))));

    assertThat(NixPrinter.print(fits)).isEqualTo("{\n  a = [ \"" + "x".repeat(89) + "\" ];\n}");
    assertThat(NixPrinter.print(tooLong))
        .isEqualTo("{\n  a = [\n    \"" + "x".repeat(90) + "\"\n  ];\n}");
  }

  @Test
  void followsTheIndentationOfTheLineItLandsOn() {
    String line = "    a = " + NixPrinter.printSoftly(strings(List.of("b", "c"))) + ";\n";

    assertThat(SoftBreaks.settle("{\n" + line + "}\n"))
        .isEqualTo("{\n    a = [\n      \"b\"\n      \"c\"\n    ];\n}\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"if", "or", "a b", "1a", "", "a.b", "é", "${x}", "-a"})
  void quotesNamesThatAreNoIdentifiers(String name) {
    assertThat(NixPrinter.print(set(attribute(name, integer(1))))).startsWith("{\n  \"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "_a", "a-b'", "null", "true", "pgbackrest-full-backup"})
  void leavesIdentifiersBare(String name) {
    assertThat(NixPrinter.print(set(attribute(name, integer(1)))))
        .isEqualTo("{\n  " + name + " = 1;\n}");
  }

  @Test
  void refusesWhatNixCannotHold() {
    assertThatIllegalArgumentException().isThrownBy(() -> string("a\0b"));
    assertThatIllegalArgumentException().isThrownBy(() -> string("\ud83d"));
    assertThatIllegalArgumentException().isThrownBy(() -> attribute("a\0b", integer(1)));
    assertThatIllegalArgumentException().isThrownBy(() -> code("a\n"));
    assertThatIllegalArgumentException().isThrownBy(() -> path("a b"));
    assertThatIllegalArgumentException().isThrownBy(() -> path("alerts.yaml"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> set(attribute("a", integer(1)), attribute("a", integer(2))));
  }
}
