package io.github.pgbackrest2nix.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.source.SourceDocument;
import io.github.pgbackrest2nix.source.SourceText;
import io.github.pgbackrest2nix.source.YamlParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Breaks a description that has every key, one place at a time, and sees which demands of the
 * schema answer: each must, or it could be deleted without a test noticing.
 */
class SchemaCoverageTest {
  private static final Set<String> DEMANDS =
      Set.of(
          "type",
          "enum",
          "const",
          "pattern",
          "minimum",
          "maximum",
          "maxLength",
          "minItems",
          "minProperties",
          "maxProperties",
          "uniqueItems",
          "required",
          "additionalProperties",
          "propertyNames",
          "not");

  /** What describes only names, for which {@code propertyNames} answers; see cases/err/names. */
  private static final Set<String> NAMES =
      Set.of("alertName", "commandName", "datasetName", "optionName", "stanzaName");

  private static final String MANY = "gets many entries";

  private static final DescriptionSchema SCHEMA = DescriptionSchema.load();
  private static final SchemaCheck CHECK = new SchemaCheck();
  private static final List<Broken> BROKEN = new ArrayList<>();

  /** A description with one change. */
  private record Broken(
      ConfigPath at, String change, JsonNode description, List<Violation> violations) {}

  @BeforeAll
  static void breakEverything() throws IOException {
    Path file = Path.of("src/test/resources/cases/ok/everything.yaml");
    JsonNode whole = JsonTree.of(parse(Files.readString(file)).root());
    breakAt(whole, whole, ConfigPath.ROOT);
  }

  @Test
  void theSchemaIsAValidSchema() {
    var meta =
        SchemaRegistry.withDialect(Dialects.getDraft202012())
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    assertThat(meta.validate(DescriptionSchema.text(), InputFormat.JSON)).isEmpty();
    assertThat(meta.validate("{\"type\": \"txt\"}", InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void everyDemandOfTheSchemaIsBrokenByOneOfTheChanges() {
    Set<String> demands = new TreeSet<>();
    collect(SCHEMA.at(""), "", demands);
    Set<String> answered = new TreeSet<>();
    for (Broken broken : BROKEN) {
      broken
          .violations()
          .forEach(violation -> answered.add(violation.pointer() + " " + violation.keyword()));
    }

    assertThat(demands).hasSizeGreaterThan(200);
    assertThat(BROKEN).hasSizeGreaterThan(1000);
    demands.removeAll(answered);
    assertThat(demands).isEmpty();
  }

  @Test
  void oneMistakeIsOneFinding() {
    List<String> cascades = new ArrayList<>();
    for (Broken broken : BROKEN) {
      boolean choosesOtherKeys =
          broken.at().name().equals("type") && broken.at().segments().get(0).equals("repos");
      if (broken.violations().size() > 1 && !choosesOtherKeys) {
        List<Diagnostic> found = CHECK.check(parse(broken.description().toString())).found();
        // an empty map lacks each of its keys
        boolean isEmpty = broken.change().equals("becomes {}");
        // of many entries, each may be wrong
        boolean isFull = broken.change().equals(MANY);
        if (found.size() > 1 && !isEmpty && !isFull) {
          cascades.add(
              broken.at()
                  + " "
                  + broken.change()
                  + " "
                  + found.stream().map(Diagnostic::message).toList());
        }
      }
    }
    assertThat(cascades).isEmpty();
  }

  @Test
  void everyPropertyIsExplainedToEditors() {
    List<String> unexplained = new ArrayList<>();
    explain(SCHEMA.at(""), "", unexplained);

    assertThat(unexplained).isEmpty();
  }

  private static SourceDocument parse(String text) {
    return new YamlParser().parse(new SourceText("f.yaml", text)).value().orElseThrow();
  }

  private static void collect(JsonNode node, String pointer, Set<String> demands) {
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(node.get(i), pointer + "/" + i, demands);
      }
    }
    if (!node.isObject()) {
      return;
    }
    for (String key : node.propertyNames()) {
      if (pointer.equals("/$defs") && NAMES.contains(key)) {
        continue;
      }
      JsonNode value = node.get(key);
      boolean isName = pointer.endsWith("/properties") || pointer.endsWith("/$defs");
      if (!isName && (key.equals("if") || key.equals("examples") || key.equals("default"))) {
        continue; // conditions demand nothing
      }
      boolean allowsSchema = key.equals("additionalProperties") && value.isObject();
      if (!isName && DEMANDS.contains(key) && !allowsSchema) {
        demands.add(pointer + " " + key);
      }
      boolean ofName = !isName && key.equals("propertyNames");
      if (!ofName) { // what it holds is answered for by the keyword itself
        collect(value, pointer + "/" + key, demands);
      }
    }
  }

  private static void explain(JsonNode node, String pointer, List<String> unexplained) {
    if (!node.isObject()) {
      node.forEach(item -> explain(item, pointer, unexplained));
      return;
    }
    for (String key : node.propertyNames()) {
      JsonNode value = node.get(key);
      explain(value, pointer + "/" + key, unexplained);
      boolean choice =
          pointer.contains("/then/")
              || pointer.contains("/if/")
              || pointer.endsWith("/schedules/additionalProperties/properties");
      if (pointer.endsWith("/properties") && !choice) {
        JsonNode target =
            value.has("$ref") ? SCHEMA.at(value.get("$ref").asString().substring(1)) : value;
        boolean explained =
            List.of("title", "description").stream()
                .allMatch(word -> value.has(word) || target.has(word));
        if (!explained) {
          unexplained.add(pointer + "/" + key);
        }
      }
    }
  }

  private static void breakAt(JsonNode whole, JsonNode node, ConfigPath path) {
    for (JsonNode wrong : wrongValues()) {
      changed(whole, path, wrong, "becomes " + shown(wrong));
    }
    if (node instanceof ArrayNode array) {
      ArrayNode twice = array.deepCopy();
      twice.add(array.get(0));
      changed(whole, path, twice, "repeats its first item");
      for (int i = 0; i < array.size(); i++) {
        breakAt(whole, array.get(i), path.child(i));
      }
    }
    if (node instanceof ObjectNode object) {
      breakKeys(whole, object, path);
      for (String key : object.propertyNames()) {
        breakAt(whole, object.get(key), path.child(key));
      }
    }
  }

  private static void breakKeys(JsonNode whole, ObjectNode object, ConfigPath path) {
    for (String key : List.of("qqqqqqqqqq", "q q", "a\nb", "global", "x".repeat(600))) {
      ObjectNode more = object.deepCopy();
      more.set(key, object.isEmpty() ? JsonNodeFactory.instance.numberNode(1) : last(object));
      changed(whole, path, more, "gets " + key);
    }
    for (String key : List.of("fullDays", "full", "file", "environmentFile")) {
      if (object.propertyNames().stream()
              .anyMatch(Set.of("full", "fullDays", "environmentFile")::contains)
          && !object.has(key)
          && !object.has("diff")) {
        ObjectNode more = object.deepCopy();
        more.set(
            key,
            key.startsWith("full")
                ? JsonNodeFactory.instance.numberNode(1)
                : JsonNodeFactory.instance.stringNode("/a"));
        changed(whole, path, more, "also gets " + key);
      }
    }
    ObjectNode full = object.deepCopy();
    for (int i = 0; i < 1_001 && !object.isEmpty(); i++) {
      full.set("n" + i, last(object));
    }
    changed(whole, path, full, MANY);
    for (String key : object.propertyNames()) {
      ObjectNode less = object.deepCopy();
      less.remove(key);
      changed(whole, path, less, "loses " + key);
    }
  }

  private static JsonNode last(ObjectNode object) {
    return object.valueStream().reduce((first, second) -> second).orElseThrow();
  }

  private static void changed(JsonNode whole, ConfigPath path, JsonNode value, String change) {
    JsonNode description = replaced(whole, path, value);
    List<Violation> violations =
        SCHEMA.validate(description).stream().map(error -> Violation.of(error, SCHEMA)).toList();
    BROKEN.add(new Broken(path, change, description, violations));
  }

  private static JsonNode replaced(JsonNode whole, ConfigPath path, JsonNode value) {
    if (path.segments().isEmpty()) {
      return value;
    }
    JsonNode copy = whole.deepCopy();
    JsonNode parent = copy.at(path.parent().pointer());
    if (parent instanceof ObjectNode object) {
      object.set(path.name(), value);
    } else {
      ((ArrayNode) parent).set(Integer.parseInt(path.name()), value);
    }
    return copy;
  }

  private static List<JsonNode> wrongValues() {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    List<JsonNode> wrong = new ArrayList<>();
    for (String text :
        List.of(
            "",
            " ",
            "x",
            "/",
            "relative",
            "/a//b",
            "/a'b",
            "/a ",
            "global",
            "a\nb",
            "a\u0007b",
            "x".repeat(2000))) {
      wrong.add(nodes.stringNode(text));
    }
    wrong.add(nodes.nullNode());
    wrong.add(nodes.booleanNode(true));
    wrong.add(nodes.numberNode(-1));
    wrong.add(nodes.numberNode(1.5));
    wrong.add(nodes.numberNode(99_999_999_999L));
    wrong.add(nodes.arrayNode());
    wrong.add(nodes.arrayNode().add(nodes.arrayNode()));
    wrong.add(nodes.objectNode());
    return wrong;
  }

  private static String shown(JsonNode node) {
    String text = node.toString();
    return text.length() > 20 ? text.substring(0, 20) : text;
  }
}
