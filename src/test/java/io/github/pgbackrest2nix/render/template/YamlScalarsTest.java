package io.github.pgbackrest2nix.render.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.pgbackrest2nix.testing.HostileStrings;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class YamlScalarsTest {
  @Test
  void writesJsonButLeavesWideCharactersAlone() {
    assertThat(YamlScalars.quote("a\"\\\n\t\u0001\u0085 é 😀"))
        .isEqualTo("\"a\\\"\\\\\\n\\t\\u0001\\u0085 é 😀\"");
  }

  @Test
  void prefersSingleQuotesForTextWithDoubleQuotes() {
    assertThat(YamlScalars.quoteSparingly("up{a=\"b\"} == 'x'"))
        .isEqualTo("'up{a=\"b\"} == ''x'''");
    assertThat(YamlScalars.quoteSparingly("up == 0")).isEqualTo("\"up == 0\"");
    assertThat(YamlScalars.quoteSparingly("a\n\"")).isEqualTo("\"a\\n\\\"\"");
  }

  @Test
  void refusesUnpairedSurrogates() {
    assertThatIllegalArgumentException().isThrownBy(() -> YamlScalars.quote("\udc00"));
  }

  @Test
  void everyHostileStringIsReadBackEqual() {
    List<String> texts = HostileStrings.all();
    StringBuilder yaml = new StringBuilder();
    texts.forEach(text -> yaml.append("- ").append(YamlScalars.quote(text)).append('\n'));
    texts.forEach(text -> yaml.append("- ").append(YamlScalars.quoteSparingly(text)).append('\n'));

    Object read = new Load(LoadSettings.builder().build()).loadFromString(yaml.toString());

    assertThat(read).isEqualTo(Stream.concat(texts.stream(), texts.stream()).toList());
  }
}
