package io.github.pgbackrest2nix.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.schema.DescriptionSchema;
import io.github.pgbackrest2nix.testing.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedMapsTest {
  private final Map<?, ?> schema = map(Json.read(DescriptionSchema.text()));

  @ParameterizedTest
  @CsvSource({
    "repos, properties/repos",
    "stanzas, properties/stanzas",
    "schedules, $defs/stanza/properties/schedules",
    "restoreDrill, $defs/stanza/properties/restoreDrill",
    "templates, $defs/sanoid/properties/templates",
    "datasets, $defs/sanoid/properties/datasets",
  })
  void holdWhatTheSchemaSays(String name, String place) {
    Map<?, ?> node = schema;
    for (String key : place.split("/", -1)) {
      node = map(node.get(key));
    }
    Set<String> keys = new TreeSet<>();
    collect(node.get("additionalProperties"), keys);

    assertThat(new TreeSet<>(Objects.requireNonNull(NamedMaps.KEYS.get(name)))).isEqualTo(keys);
  }

  @Test
  void areTheseAndNoOthers() {
    assertThat(NamedMaps.KEYS.keySet())
        .containsExactlyInAnyOrder(
            "repos", "stanzas", "schedules", "restoreDrill", "templates", "datasets");
  }

  /** Adds all keys of an entry, whatever its type is. */
  private void collect(@Nullable Object part, Set<String> keys) {
    if (part instanceof List<?> parts) {
      parts.forEach(each -> collect(each, keys));
    }
    if (part instanceof Map<?, ?> node) {
      if (node.get("$ref") instanceof String pointer) {
        collect(map(schema.get("$defs")).get(pointer.replace("#/$defs/", "")), keys);
      }
      if (node.get("properties") instanceof Map<?, ?> properties) {
        properties.keySet().forEach(key -> keys.add((String) key));
      }
      for (String word : List.of("allOf", "then", "else")) {
        if (node.containsKey(word)) {
          collect(node.get(word), keys);
        }
      }
    }
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return (Map<?, ?>) Objects.requireNonNull(value);
  }
}
