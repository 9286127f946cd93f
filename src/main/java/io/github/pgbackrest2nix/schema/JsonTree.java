package io.github.pgbackrest2nix.schema;

import io.github.pgbackrest2nix.source.SourceNode;
import io.github.pgbackrest2nix.source.SourceNode.Mapping;
import io.github.pgbackrest2nix.source.SourceNode.Scalar;
import io.github.pgbackrest2nix.source.SourceNode.Sequence;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A positioned tree as the JSON that the schema is about. */
final class JsonTree implements SourceNode.Cases<JsonNode> {
  /** Longer integers lie beyond every limit of the schema, so any number beyond them will do. */
  private static final int LONGEST_INTEGER = 18;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  static JsonNode of(SourceNode node) {
    return node.match(new JsonTree());
  }

  @Override
  public JsonNode scalar(Scalar node) {
    return switch (node.kind()) {
      case STRING -> NODES.stringNode(node.text());
      case BOOLEAN -> NODES.booleanNode(node.isTrue());
      case NULL -> NODES.nullNode();
      case INTEGER -> integer(node);
      // A double is exact enough to say that it is no integer, and no exponent makes it large.
      case FLOAT -> NODES.numberNode(node.decimal().map(Number::doubleValue).orElse(Double.NaN));
    };
  }

  @Override
  public JsonNode sequence(Sequence node) {
    ArrayNode items = NODES.arrayNode();
    node.items().forEach(item -> items.add(item.match(this)));
    return items;
  }

  @Override
  public JsonNode mapping(Mapping node) {
    ObjectNode object = NODES.objectNode();
    node.entries().forEach(entry -> object.set(entry.name(), entry.value().match(this)));
    return object;
  }

  private static JsonNode integer(Scalar node) {
    if (node.text().length() <= LONGEST_INTEGER) {
      return NODES.numberNode(node.integer().longValueExact());
    }
    return NODES.numberNode(node.text().startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE);
  }
}
