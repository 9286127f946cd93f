package io.github.pgbackrest2nix.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NixLayoutTest {
  @Test
  void acceptsWhatNixfmtLeavesAlone() {
    String module =
        """
        # Why.
        {
          config,
          lib,
          ...
        }:
        let
          mk = n: [ (f n "a b") ];
        in
        {
          a = { };
          b = [ ];
          c = lib.mkIf x { d = 1; };
          e = [ { f = 1; } ];
          g = "[ a b ] {a} ${lib.concat "," [ "x" ]}";
          script = ''
            if [ "$a" = b ]; then   # { c = 1; }
                  odd ''${x}
            fi

            ${lib.escape "y"}
          '';
          h = [
            "a"
            "b"
          ]
          ++ lib.optional x "y";
          inherit (lib) i j k;
        }
        """;

    assertThat(NixLayout.checkModule(module)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          a = { b = 1; };          | 2: attribute set on one line
          a = x // { b = 1; };     | 2: attribute set on one line
          a = [ "b" "c" ];         | 2: list of several on one line
          a = [ (f x) y ];         | 2: list of several on one line
          a = [];                  | 2: bracket without a blank inside
          a = {};                  | 2: bracket without a blank inside
          a = ["b"];               | 2: bracket without a blank inside
          \\ta = 1;                | 2: tab or carriage return
          a = 1;\\r                | 2: tab or carriage return
          ^a = 1; ^                | 2: blank at the end
          ^ a = 1;^                | 2: indented by 3 after 0
          ^  a = 1;^               | 2: indented by 4 after 0
          \\n\\na = 1;             | 2: two empty lines
          a = ''b'';               | 2: '' around a plain string
          inherit (lib) a b c d;   | 2: inherit of more than three names on one line
          f = { a, b, c, ... }: a; | 2: header of more than two names on one line
          a = 1; /* why */         | 2: comment that does not begin with #
          """)
  void reportsWhatNixfmtWouldChange(String line, String expected) {
    String text = "{\n" + ("  " + line.translateEscapes()).replaceFirst("^  \n", "\n") + "\n}\n";

    List<String> problems = NixLayout.check(text);

    assertThat(problems.stream().map(p -> p.replaceFirst("^\\d+", "2")).distinct())
        .containsExactly(expected);
  }

  @Test
  void reportsEndsAndWidths() {
    String wide = "{\n  a = [ \"" + "x".repeat(90) + "\" ];\n}\n";

    assertThat(NixLayout.check("{ }")).containsExactly("1: no line feed at the end");
    assertThat(NixLayout.check("{ }\n\n")).containsExactly("3: empty line at the end");
    assertThat(NixLayout.check("\n{ }\n")).containsExactly("1: empty line at the start");
    assertThat(NixLayout.check(wide)).containsExactly("2: wider than 100");
    assertThat(NixLayout.checkModule("with lib;\nrec { }\n"))
        .containsExactly(
            "1: \"with\" hides where names come from", "2: \"rec\" hides where names come from");
  }

  @Test
  void ourOwnFilesAreLaidOut() throws IOException {
    List<String> problems = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("nix"))) {
      List<Path> nix = files.filter(file -> file.toString().endsWith(".nix")).sorted().toList();
      for (Path file : nix) {
        NixLayout.check(Files.readString(file)).forEach(p -> problems.add(file + ":" + p));
      }

      assertThat(nix).isNotEmpty();
      assertThat(problems).isEmpty();
    }
  }
}
