package io.github.pgbackrest2nix.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The options of NixOS that generated modules may set; the facts are {@code nixos-options.json}.
 */
public final class NixosOptions {
  private static final String RESOURCE = "/nix/nixos-options.json";

  private final Node root = new Node();

  /** Options below a path; a placeholder such as {@code <name>} stands for any name. */
  private static final class Node {
    private final Map<String, Node> children = new LinkedHashMap<>();
    private Optional<OptionType> type = Optional.empty();
    private Optional<OptionType> freeform = Optional.empty();

    Node child(String name) {
      return children.computeIfAbsent(name, n -> new Node());
    }

    Optional<Node> find(String name) {
      return Optional.ofNullable(children.get(name))
          .or(
              () ->
                  children.entrySet().stream()
                      .filter(Node::isPlaceholder)
                      .map(Map.Entry::getValue)
                      .findFirst());
    }

    private static boolean isPlaceholder(Map.Entry<String, Node> entry) {
      return entry.getKey().startsWith("<");
    }
  }

  private NixosOptions() {}

  /** Returns the options of the release that the facts are of. */
  public static NixosOptions load() {
    Map<?, ?> facts = (Map<?, ?>) read();
    Map<?, ?> source = (Map<?, ?>) Objects.requireNonNull(facts.get("source"));
    NixosOptions options = new NixosOptions();
    ((Map<?, ?>) Objects.requireNonNull(facts.get("options")))
        .forEach(
            (path, type) -> options.node("" + path).type = Optional.of(new OptionType("" + type)));
    ((Map<?, ?>) Objects.requireNonNull(source.get("freeform")))
        .forEach(
            (path, type) ->
                options.node("" + path).freeform = Optional.of(new OptionType("" + type)));
    return options;
  }

  /**
   * Returns what NixOS would refuse, one line each, in the order of the definitions.
   *
   * @param definitions what a module defines, as read from JSON
   */
  public List<String> check(@Nullable Object definitions) {
    List<String> problems = new ArrayList<>();
    check(root, List.of(), definitions, problems);
    return problems;
  }

  /** Returns the types of all options that would take the value. */
  List<String> typesThatAccept(Object value) {
    List<String> types = new ArrayList<>();
    collect(root, value, types);
    return types.stream().distinct().toList();
  }

  private static void collect(Node node, Object value, List<String> types) {
    node.type
        .filter(type -> type.accepts(value))
        .map(OptionType::description)
        .ifPresent(types::add);
    node.children.values().forEach(child -> collect(child, value, types));
  }

  private static void check(
      Node node, List<String> path, @Nullable Object value, List<String> problems) {
    if (node.children.isEmpty() || !(value instanceof Map || value instanceof List)) {
      checkType(node.type, path, value, problems);
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((name, child) -> checkChild(node, path, "" + name, child, problems));
    } else if (value instanceof List<?> list && node.children.containsKey("*")) {
      for (int i = 0; i < list.size(); i++) {
        check(node.child("*"), append(path, "" + i), list.get(i), problems);
      }
    } else {
      checkType(node.type, path, value, problems);
    }
  }

  private static void checkChild(
      Node node, List<String> path, String name, @Nullable Object value, List<String> problems) {
    List<String> below = append(path, name);
    Optional<Node> child = node.find(name);
    if (child.isPresent()) {
      check(child.get(), below, value, problems);
    } else if (node.freeform.isPresent()) {
      checkType(node.freeform, below, value, problems);
    } else {
      problems.add("unknown option " + String.join(".", below));
    }
  }

  private static void checkType(
      Optional<OptionType> type, List<String> path, @Nullable Object value, List<String> problems) {
    if (type.isEmpty()) {
      problems.add("not an option: " + String.join(".", path));
    } else if (!type.get().accepts(value)) {
      problems.add(
          "%s is not of type \"%s\": %s"
              .formatted(String.join(".", path), type.get().description(), value));
    }
  }

  private static List<String> append(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return List.copyOf(longer);
  }

  private Node node(String path) {
    Node node = root;
    for (String name : path.split("\\.", -1)) {
      node = node.child(name);
    }
    return node;
  }

  private static Object read() {
    try (InputStream stream =
        Objects.requireNonNull(NixosOptions.class.getResourceAsStream(RESOURCE))) {
      return Objects.requireNonNull(
          Json.read(new String(stream.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
