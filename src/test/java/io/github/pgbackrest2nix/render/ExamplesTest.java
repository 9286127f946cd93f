package io.github.pgbackrest2nix.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.testing.Golden;
import io.github.pgbackrest2nix.testing.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What is in {@code examples} is what the compiler makes of it. */
class ExamplesTest {
  static List<Example> examples() {
    return Example.all();
  }

  @Test
  void areAllThere() {
    assertThat(Example.all())
        .extracting(Example::name)
        .containsExactly(
            "bootstrap",
            "forge",
            "metered-offsite",
            "one-host-posix",
            "s3-encrypted",
            "two-stanzas");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void renderAsExpected(Example example) throws IOException {
    SortedMap<String, String> rendered = example.render();

    Path expected = example.folder().resolve("expected");
    removeObsoleteGoldens(expected, rendered);
    for (Map.Entry<String, String> file : rendered.entrySet()) {
      Golden.assertMatches(expected.resolve(file.getKey()), file.getValue());
    }
    assertThat(filesIn(expected)).containsExactlyElementsOf(rendered.keySet());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void haveNoFindings(Example example) {
    List<Diagnostic> found = example.compile(example.text()).diagnostics();

    List<String> allowed =
        example.name().equals("forge") ? List.of("calendar-in-dst-gap") : List.of();
    assertThat(found).extracting(diagnostic -> diagnostic.rule().id()).isEqualTo(allowed);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void renderTheSameTwice(Example example) {
    assertThat(example.render()).isEqualTo(example.render());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void renderTheSameInAnyOrderOfKeys(Example example) {
    Object data = new Load(LoadSettings.builder().build()).loadFromString(example.text());
    String reversed = Json.write(reverse(data));

    assertThat(withoutHash(example.render(reversed))).isEqualTo(withoutHash(example.render()));
    assertThat(reversed.indexOf("\"stanzas\"")).isLessThan(reversed.indexOf("\"repos\""));
  }

  private static SortedMap<String, String> withoutHash(SortedMap<String, String> files) {
    files.replaceAll((path, text) -> text.replaceAll("(sha256: )[0-9a-f]{64}", "$1"));
    return files;
  }

  private static @Nullable Object reverse(@Nullable Object value) {
    if (value instanceof List<?> list) {
      // The order of a list may mean something.
      return list.stream().map(ExamplesTest::reverse).toList();
    }
    if (value instanceof Map<?, ?> map) {
      List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
      Collections.reverse(entries);
      Map<String, @Nullable Object> reversed = new LinkedHashMap<>();
      entries.forEach(entry -> reversed.put("" + entry.getKey(), reverse(entry.getValue())));
      return reversed;
    }
    return value;
  }

  private static void removeObsoleteGoldens(Path expected, SortedMap<String, String> rendered)
      throws IOException {
    if (Golden.isUpdating() && Files.exists(expected)) {
      for (String name : filesIn(expected)) {
        if (!rendered.containsKey(name)) {
          Files.delete(expected.resolve(name));
        }
      }
    }
  }

  private static List<String> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
