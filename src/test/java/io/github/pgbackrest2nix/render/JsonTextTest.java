package io.github.pgbackrest2nix.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.HostileStrings;
import io.github.pgbackrest2nix.testing.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTextTest {
  private static List<String> hostile() {
    return HostileStrings.all();
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void comesBackAsItWas(String text) {
    assertThat(Json.read(JsonText.quoted(text))).isEqualTo(text);
  }

  @Test
  void escapesWhatIsNoTextOfItsOwn() {
    assertThat(JsonText.quoted("a\"b\\c\n\ud800\u00e9"))
        .isEqualTo("\"a\\\"b\\\\c\\u000a\\ud800\u00e9\"");
  }
}
