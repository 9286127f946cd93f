package io.github.pgbackrest2nix.read;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.source.SourceNode;
import io.github.pgbackrest2nix.source.SourceNode.Entry;
import io.github.pgbackrest2nix.source.SourceNode.Kind;
import io.github.pgbackrest2nix.source.SourceNode.Mapping;
import io.github.pgbackrest2nix.source.SourceNode.Scalar;
import io.github.pgbackrest2nix.source.SourceNode.Sequence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A map of a description and what its keys hold; empty where the description does not have it. A
 * value of another kind than asked for has got past the schema, which is a bug.
 */
record Branch(ConfigPath at, List<Entry> entries) {
  static Branch root(SourceNode root) {
    return new Branch(ConfigPath.ROOT, mapping(root).entries());
  }

  /** Returns the map under this key, empty if it is absent. */
  Branch child(String key) {
    return find(key).orElseGet(() -> new Branch(at.child(key), List.of()));
  }

  Optional<Branch> find(String key) {
    return value(key).map(node -> new Branch(at.child(key), mapping(node).entries()));
  }

  /** Returns the maps under all keys, in the order written. */
  List<Branch> children() {
    return entries.stream().map(entry -> child(entry.name())).toList();
  }

  String name() {
    return at.name();
  }

  boolean has(String key) {
    return value(key).isPresent();
  }

  /** Finds the text under this key; an explicit null is no text. */
  Optional<String> text(String key) {
    return value(key)
        .map(Branch::scalar)
        .filter(node -> node.kind() != Kind.NULL)
        .map(Scalar::text);
  }

  String requireText(String key) {
    return text(key).orElseThrow(() -> absent(key));
  }

  Optional<Integer> integer(String key) {
    return value(key).map(Branch::scalar).map(node -> node.integer().intValueExact());
  }

  int requireInteger(String key) {
    return integer(key).orElseThrow(() -> absent(key));
  }

  Optional<Boolean> bool(String key) {
    return value(key).map(Branch::scalar).map(Scalar::isTrue);
  }

  Optional<Duration> duration(String key) {
    return text(key).map(Quantities::duration);
  }

  /** Returns the texts of the list under this key, none if it is absent. */
  List<String> texts(String key) {
    return value(key)
        .map(node -> ((Sequence) node).items().stream().map(item -> scalar(item).text()).toList())
        .orElse(List.of());
  }

  /** Finds the boolean under this key, where it is one. */
  Optional<Boolean> flag(String key) {
    return value(key)
        .filter(node -> node instanceof Scalar scalar && scalar.kind() == Kind.BOOLEAN)
        .map(node -> scalar(node).isTrue());
  }

  /** Returns the maps of the list under this key, none if it is absent. */
  List<Branch> items(String key) {
    List<SourceNode> items = value(key).map(node -> ((Sequence) node).items()).orElse(List.of());
    return IntStream.range(0, items.size())
        .mapToObj(i -> new Branch(at.child(key).child(i), mapping(items.get(i)).entries()))
        .toList();
  }

  private Optional<SourceNode> value(String key) {
    return entries.stream().filter(entry -> entry.name().equals(key)).findFirst().map(Entry::value);
  }

  private IllegalStateException absent(String key) {
    return new IllegalStateException("the schema let pass that there is no " + at.child(key));
  }

  private static Mapping mapping(SourceNode node) {
    return (Mapping) node;
  }

  private static Scalar scalar(SourceNode node) {
    return (Scalar) node;
  }
}
