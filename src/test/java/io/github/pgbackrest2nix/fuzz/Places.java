package io.github.pgbackrest2nix.fuzz;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.source.SourceNode;
import io.github.pgbackrest2nix.source.SourceNode.Entry;
import io.github.pgbackrest2nix.source.SourceNode.Kind;
import io.github.pgbackrest2nix.source.SourceNode.Mapping;
import io.github.pgbackrest2nix.source.SourceNode.Scalar;
import io.github.pgbackrest2nix.source.SourceNode.Sequence;
import io.github.pgbackrest2nix.source.SourceText;
import io.github.pgbackrest2nix.source.YamlParser;
import io.github.pgbackrest2nix.testing.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every place of a description that has all keys of the schema, each to be filled otherwise. */
final class Places {
  private static final Path WHOLE = Path.of("src/test/resources/cases/ok/everything.yaml");

  private final SourceNode root;

  private Places(SourceNode root) {
    this.root = root;
  }

  static Places load() {
    try {
      SourceText text = new SourceText(WHOLE.toString(), Files.readString(WHOLE));
      return new Places(new YamlParser().parse(text).value().orElseThrow().root());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the paths of all values, of lists and maps too. */
  List<ConfigPath> values() {
    List<ConfigPath> paths = new ArrayList<>();
    visit(ConfigPath.ROOT, root, paths, false);
    return paths;
  }

  /** Returns the paths of all maps. */
  List<ConfigPath> maps() {
    List<ConfigPath> paths = new ArrayList<>();
    visit(ConfigPath.ROOT, root, paths, true);
    return paths;
  }

  /** Returns the kind of the scalar at the path; of a list or map, that it is none of them. */
  Kind kind(ConfigPath path) {
    SourceNode node = root;
    for (String segment : path.segments()) {
      node =
          node instanceof Sequence sequence
              ? sequence.items().get(Integer.parseInt(segment))
              : ((Mapping) node).find(segment).orElseThrow();
    }
    return node instanceof Scalar scalar ? scalar.kind() : Kind.NULL;
  }

  /** Returns the description with this YAML, on a line of its own, as the value at the path. */
  String with(ConfigPath path, String yaml) {
    StringBuilder out = new StringBuilder();
    write(ConfigPath.ROOT, root, new Change(path, Optional.empty(), yaml), 0, out);
    return out.toString();
  }

  /** Returns the description with one more entry, on a line of its own, in the map at the path. */
  String withEntry(ConfigPath map, String key, String yaml) {
    StringBuilder out = new StringBuilder();
    write(ConfigPath.ROOT, root, new Change(map, Optional.of(key), yaml), 0, out);
    return out.toString();
  }

  private static void visit(
      ConfigPath path, SourceNode node, List<ConfigPath> paths, boolean mapsOnly) {
    if (!mapsOnly || node instanceof Mapping) {
      paths.add(path);
    }
    if (node instanceof Mapping mapping) {
      mapping
          .entries()
          .forEach(each -> visit(path.child(each.name()), each.value(), paths, mapsOnly));
    }
    if (node instanceof Sequence sequence) {
      for (int i = 0; i < sequence.items().size(); i++) {
        visit(path.child(i), sequence.items().get(i), paths, mapsOnly);
      }
    }
  }

  private static void write(
      ConfigPath path, SourceNode node, Change change, int depth, StringBuilder out) {
    boolean here = change.path().equals(path);
    if (here && change.key().isEmpty()) {
      out.append(change.yaml()).append('\n');
    } else if (node instanceof Scalar scalar) {
      out.append(spelled(scalar)).append('\n');
    } else if (node instanceof Sequence sequence) {
      out.append('\n');
      for (int i = 0; i < sequence.items().size(); i++) {
        out.append("  ".repeat(depth)).append("- ");
        write(path.child(i), sequence.items().get(i), change, depth + 1, out);
      }
    } else if (node instanceof Mapping mapping) {
      out.append('\n');
      for (Entry entry : mapping.entries()) {
        out.append("  ".repeat(depth)).append(Json.write(entry.name())).append(": ");
        write(path.child(entry.name()), entry.value(), change, depth + 1, out);
      }
      if (here) {
        out.append("  ".repeat(depth)).append(change.key().get() + ": " + change.yaml() + "\n");
      }
    }
  }

  private static String spelled(Scalar scalar) {
    return scalar.kind() == Kind.STRING ? Json.write(scalar.text()) : scalar.text();
  }

  /**
   * What differs from the description.
   *
   * @param key of an entry that the map at the path gets; otherwise the value itself is another
   */
  private record Change(ConfigPath path, Optional<String> key, String yaml) {}
}
