package io.github.pgbackrest2nix.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.PgBackRestVersion;
import io.github.pgbackrest2nix.option.OptionCatalog;
import io.github.pgbackrest2nix.option.OptionSpec;
import io.github.pgbackrest2nix.schema.DescriptionSchema;
import io.github.pgbackrest2nix.schema.SchemaCheck;
import io.github.pgbackrest2nix.source.SourceDocument;
import io.github.pgbackrest2nix.source.SourceText;
import io.github.pgbackrest2nix.source.YamlParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds the defaults that the schema tells editors against those that descriptions are read with: a
 * key that is left out means what its default means where it is written.
 */
class SchemaDefaultsTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final SchemaCheck CHECK = new SchemaCheck();

  /** Left to pgBackRest, whose default it is too. */
  private static final Set<String> OF_PGBACKREST = Set.of("/$defs/repository-sftp/properties/port");

  /** What else has to be there for a default to hold: the name of the key, and what it needs. */
  private static final Map<String, String> ONLY_WITH =
      Map.of("cipher", "/credentials/cipherPass", "keyType", "/key");

  private final JsonNode schema = JSON.readTree(DescriptionSchema.text());
  private final Map<String, Set<String>> tried = new TreeMap<>();
  private final Set<String> different = new TreeSet<>();

  @Test
  void whatIsLeftOutIsWhatTheSchemaSays() throws IOException {
    ObjectNode whole = everything();

    walk(schema, "", whole, "", whole);

    assertThat(different).isEmpty();
    Set<String> untried = defaults(schema, "", new TreeSet<>());
    assertThat(untried).hasSizeGreaterThan(20);
    untried.removeAll(tried.keySet());
    assertThat(untried).isEqualTo(OF_PGBACKREST);
  }

  @Test
  void whatIsLeftToPgBackRestIsItsOwnDefault() {
    OptionSpec port =
        OptionCatalog.load()
            .find("repo-sftp-host-port", PgBackRestVersion.require("2.58"))
            .orElseThrow();

    assertThat(schema.at(OF_PGBACKREST.iterator().next()).get("default").asString())
        .isEqualTo(port.defaultValue().orElseThrow());
  }

  /** Walks schema and description side by side, as if all conditions of the schema held. */
  private void walk(JsonNode rule, String pointer, JsonNode value, String path, ObjectNode whole) {
    if (rule.has("$ref")) {
      String target = rule.get("$ref").asString().substring(1);
      walk(schema.at(target), target, value, path, whole);
    }
    for (String key : List.of("then", "else")) {
      if (rule.has(key)) {
        walk(rule.get(key), pointer + "/" + key, value, path, whole);
      }
    }
    for (int i = 0; rule.has("allOf") && i < rule.get("allOf").size(); i++) {
      walk(rule.get("allOf").get(i), pointer + "/allOf/" + i, value, path, whole);
    }
    if (value instanceof ArrayNode items && rule.has("items")) {
      for (int i = 0; i < items.size(); i++) {
        walk(rule.get("items"), pointer + "/items", items.get(i), path + "/" + i, whole);
      }
    }
    if (!(value instanceof ObjectNode object)) {
      return;
    }
    if (rule.has("properties")) {
      for (String key : rule.get("properties").propertyNames()) {
        JsonNode property = rule.get("properties").get(key);
        String below = pointer + "/properties/" + key;
        if (property.has("default")) {
          compare(whole, object, child(path, key), key, property.get("default"), below);
        }
        if (object.has(key)) {
          walk(property, below, object.get(key), child(path, key), whole);
        }
      }
    }
    JsonNode others = rule.get("additionalProperties");
    if (others != null && others.isObject()) {
      for (String key : object.propertyNames()) {
        walk(others, pointer + "/additionalProperties", object.get(key), child(path, key), whole);
      }
    }
  }

  private static String child(String path, String key) {
    return path + "/" + key.replace("~", "~0").replace("/", "~1");
  }

  private void compare(
      ObjectNode whole,
      ObjectNode parent,
      String path,
      String key,
      JsonNode written,
      String pointer) {
    String needed = ONLY_WITH.getOrDefault(key, "");
    if (parent.at(needed).isMissingNode() || OF_PGBACKREST.contains(pointer)) {
      return;
    }
    String parentPath = path.substring(0, path.lastIndexOf('/'));
    ObjectNode with = whole.deepCopy();
    ((ObjectNode) with.at(parentPath)).set(key, written);
    ObjectNode without = whole.deepCopy();
    ((ObjectNode) without.at(parentPath)).remove(key);
    Optional<Description> one = read(with);
    Optional<Description> other = read(without);
    // A repository of another type, or a key that cannot be left out here.
    if (one.isEmpty() || other.isEmpty()) {
      return;
    }
    tried.computeIfAbsent(pointer, each -> new TreeSet<>()).add(path);
    if (!one.equals(other)) {
      different.add(path + " is not " + written + " where it is left out");
    }
  }

  private static Set<String> defaults(JsonNode node, String pointer, Set<String> found) {
    if (node.isObject()) {
      if (node.has("default")) {
        found.add(pointer);
      }
      node.propertyNames().forEach(key -> defaults(node.get(key), pointer + "/" + key, found));
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      defaults(node.get(i), pointer + "/" + i, found);
    }
    return found;
  }

  private static Optional<Description> read(JsonNode description) {
    SourceDocument document =
        new YamlParser()
            .parse(new SourceText("f.yaml", description.toString()))
            .value()
            .orElseThrow();
    return CHECK.check(document).found().isEmpty()
        ? Optional.of(new DescriptionReader().read(document))
        : Optional.empty();
  }

  private static ObjectNode everything() throws IOException {
    String text = Files.readString(Path.of("src/test/resources/cases/ok/everything.yaml"));
    Object data = new Load(LoadSettings.builder().build()).loadFromString(text);
    return JSON.valueToTree(data);
  }
}
