package io.github.pgbackrest2nix.exporter.web;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.exceptions.ScannerException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A YAML file and where its values stand; no message quotes a value. */
final class YamlFile {
  private final Path file;

  YamlFile(Path file) {
    this.file = file;
  }

  /** Parses the text; empty if nothing is in it. */
  Optional<Node> parse(byte[] text) throws WebConfigException {
    LoadSettings settings = LoadSettings.builder().build();
    try {
      return new Compose(settings)
          .composeString(new String(text, StandardCharsets.UTF_8))
          .filter(node -> !isNull(node));
    } catch (ScannerException | ParserException e) {
      throw error(e.getProblemMark(), "not valid YAML: " + e.getProblem());
    } catch (MarkedYamlEngineException e) {
      // The others quote what they found, which may be a secret.
      throw error(e.getProblemMark(), "not valid YAML");
    } catch (YamlEngineException e) {
      throw error(Optional.empty(), "not valid YAML");
    }
  }

  WebConfigException error(Node at, String message) {
    return error(at.getStartMark(), message);
  }

  private WebConfigException error(Optional<Mark> at, String message) {
    int line = at.map(mark -> mark.getLine() + 1).orElse(1);
    return new WebConfigException(file + ":" + line + ": " + message);
  }

  /** Returns the values of a map by their keys, whatever they are called. */
  Map<String, Node> entries(Node node, String name) throws WebConfigException {
    if (!(node instanceof MappingNode map)) {
      throw error(node, name + " must be a map");
    }
    Map<String, Node> entries = new LinkedHashMap<>();
    for (NodeTuple entry : map.getValue()) {
      String key = text(entry.getKeyNode(), "a key of " + name);
      if (entries.put(key, entry.getValueNode()) != null) {
        throw error(entry.getKeyNode(), "\"" + key + "\" is there twice");
      }
    }
    entries.values().removeIf(YamlFile::isNull);
    return entries;
  }

  /**
   * Returns the values of a map whose keys are known.
   *
   * @param unsupported reasons by key
   */
  Map<String, Node> fields(
      Node node, String name, Set<String> known, Map<String, String> unsupported)
      throws WebConfigException {
    Map<String, Node> entries = entries(node, name);
    for (NodeTuple entry : ((MappingNode) node).getValue()) {
      String key = text(entry.getKeyNode(), "a key of " + name);
      if (unsupported.containsKey(key)) {
        throw error(
            entry.getKeyNode(), "\"" + key + "\" is not supported: " + unsupported.get(key));
      }
      if (!known.contains(key)) {
        throw error(
            entry.getKeyNode(),
            "unknown key \"%s\" in %s, which knows %s"
                .formatted(key, name, String.join(", ", new TreeSet<>(known))));
      }
    }
    return entries;
  }

  String text(Node node, String name) throws WebConfigException {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw error(node, name + " must be a string");
  }

  boolean flag(Node node, String name) throws WebConfigException {
    return switch (text(node, name)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw error(node, name + " must be true or false");
    };
  }

  List<Node> items(Node node, String name) throws WebConfigException {
    if (node instanceof SequenceNode list) {
      return new ArrayList<>(list.getValue());
    }
    throw error(node, name + " must be a list");
  }

  private static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }
}
