package io.github.pgbackrest2nix.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The options that {@code nix/tests/nixos} declares are those of NixOS, with the types of NixOS;
 * the facts are {@code nixos-options.json}.
 */
class NixosOptionsIT {
  private static final Path OPTIONS = Path.of("nix/tests/options.nix").toAbsolutePath();

  @TempDir Path scratch = Path.of("");

  @Test
  void areThoseOfNixos() throws IOException {
    SortedMap<String, String> declared = declared("26.11");
    SortedMap<String, String> real = real();
    real.keySet().retainAll(declared.keySet());

    assertThat(declared).isEqualTo(real).hasSizeGreaterThan(250);
  }

  @Test
  void areFewerInOlderReleases() {
    SortedMap<String, String> newest = declared("26.05");

    newest.remove("system.switch.inhibitors");
    assertThat(declared("25.11")).isEqualTo(newest);
    newest.remove("services.pgbackrest.enable");
    assertThat(declared("24.11")).isEqualTo(newest);
  }

  private SortedMap<String, String> declared(String release) {
    return texts(new NixEval(scratch).evaluate(OPTIONS, Map.of("release", release)).require());
  }

  private static SortedMap<String, String> real() throws IOException {
    try (InputStream facts =
        Objects.requireNonNull(
            NixosOptionsIT.class.getResourceAsStream("/nix/nixos-options.json"))) {
      String text = new String(facts.readAllBytes(), StandardCharsets.UTF_8);
      Map<?, ?> options =
          (Map<?, ?>) ((Map<?, ?>) Objects.requireNonNull(Json.read(text))).get("options");
      SortedMap<String, String> types = new TreeMap<>();
      // Some modules of NixOS have a word of their own for any name.
      Objects.requireNonNull(options)
          .forEach(
              (path, type) -> types.put(("" + path).replaceAll("<[^>]*>", "<name>"), "" + type));
      return types;
    }
  }

  private static SortedMap<String, String> texts(String json) {
    SortedMap<String, String> texts = new TreeMap<>();
    ((Map<?, ?>) Objects.requireNonNull(Json.read(json)))
        .forEach((path, type) -> texts.put("" + path, "" + type));
    return texts;
  }
}
