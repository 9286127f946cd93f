package io.github.pgbackrest2nix.schema;

import io.github.pgbackrest2nix.source.SourceNode;
import io.github.pgbackrest2nix.source.SourceNode.Mapping;
import io.github.pgbackrest2nix.source.SourceNode.Scalar;
import io.github.pgbackrest2nix.source.SourceNode.Sequence;
import java.math.BigInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A positioned tree as the JSON that the schema is about. */
final class JsonTree implements SourceNode.Cases<JsonNode> {
  /** Reading longer ones takes time with the square of their length. */
  private static final int LONGEST_INTEGER = 1_000;

  private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  /** Stands for every finite float. */
  private static final double FRACTION = 0.5;

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
      // The schema has no limits for floats: it takes any of them or none. JSON Schema takes 5432.0
      // for an integer, which it is not in YAML, and its library fails at the limits of a long.
      case FLOAT -> NODES.numberNode(node.decimal().isPresent() ? FRACTION : Double.NaN);
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
    // What is beyond a long is beyond every limit of the schema, so the nearest long will do.
    if (node.text().length() > LONGEST_INTEGER) {
      return NODES.numberNode(node.text().startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE);
    }
    return NODES.numberNode(node.integer().max(LEAST).min(MOST).longValueExact());
  }
}
