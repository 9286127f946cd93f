package io.github.pgbackrest2nix.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.diagnostic.Checked;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import io.github.pgbackrest2nix.render.HostileExamples.Place;
import io.github.pgbackrest2nix.source.SourceText;
import io.github.pgbackrest2nix.testing.HostileStrings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A hostile text in any place of a description is refused with a finding in the file, or rendered;
 * nothing is ever thrown.
 */
class HostileDescriptionTest {
  /** How many texts each place gets, chosen at random but always the same. */
  private static final int TEXTS = 2;

  private static final List<String> ALSO =
      List.of(
          "x", "it's", "a b", "100%", "a%nb", "$HOME ${x}", "''${y}", "a#b", "a;b", "a=b", "é😀");

  static List<Place> places() {
    return Example.all().stream()
        .flatMap(example -> HostileExamples.places(example).stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("places")
  void isRefusedOrRendered(Place place) {
    List<String> thrown = new ArrayList<>();
    for (String hostile : texts(place)) {
      String text = place.with(hostile);
      try {
        check(place, text);
      } catch (RuntimeException e) {
        thrown.add(shown(hostile) + ": " + e);
      }
    }

    assertThat(thrown).isEmpty();
  }

  private static List<String> texts(Place place) {
    String original = place.original();
    // What begins or ends as it should gets past the first checks.
    List<String> texts =
        new ArrayList<>(
            Stream.concat(HostileStrings.all().stream(), ALSO.stream())
                .flatMap(text -> Stream.of(text, original + text, "/" + text, text + ".prom"))
                .toList());
    Collections.shuffle(texts, new Random(place.toString().hashCode()));
    return texts.subList(0, TEXTS);
  }

  private static void check(Place place, String text) {
    Checked<List<RenderedFile>> result = place.example().compile(text);
    List<Diagnostic> errors = result.diagnostics().stream().filter(Diagnostic::isError).toList();
    assertThat(result.value().isPresent()).isEqualTo(errors.isEmpty());
    List<String> lines = new SourceText("", text).lines();
    for (Diagnostic error : errors) {
      SourceSpan span = error.span();
      assertThat(span.line()).isBetween(1, lines.size());
      String line = lines.get(span.line() - 1);
      int width = line.codePointCount(0, line.length());
      assertThat(span.column()).isBetween(1, width + 1);
      assertThat(error.message()).isNotBlank();
    }
  }

  private static String shown(String hostile) {
    return hostile.length() > 60 ? hostile.substring(0, 60) + "…" : hostile;
  }
}
