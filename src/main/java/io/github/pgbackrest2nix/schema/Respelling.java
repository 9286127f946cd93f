package io.github.pgbackrest2nix.schema;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.source.SourceNode;
import io.github.pgbackrest2nix.source.SourceNode.Entry;
import io.github.pgbackrest2nix.source.SourceNode.Mapping;
import io.github.pgbackrest2nix.source.SourceNode.Scalar;
import io.github.pgbackrest2nix.source.SourceNode.Sequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives unknown keys the names that they seem meant to have, at the place where they stand, and
 * leaves out those that are like none or like one that is there already.
 *
 * @param meant for each unknown key what it may have been meant to be
 */
record Respelling(Map<ConfigPath, Optional<String>> meant) {
  SourceNode of(SourceNode root) {
    return root.match(new At(ConfigPath.ROOT));
  }

  private List<Entry> entries(ConfigPath path, Mapping node) {
    Set<String> taken =
        node.entries().stream()
            .map(Entry::name)
            .filter(name -> !meant.containsKey(path.child(name)))
            .collect(Collectors.toCollection(HashSet::new));
    List<Entry> kept = new ArrayList<>();
    for (Entry entry : node.entries()) {
      ConfigPath at = path.child(entry.name());
      Optional<String> name =
          meant.containsKey(at) ? meant.get(at).filter(taken::add) : Optional.of(entry.name());
      name.ifPresent(
          each -> kept.add(new Entry(named(entry.key(), each), entry.value().match(new At(at)))));
    }
    return kept;
  }

  private static Scalar named(Scalar key, String name) {
    return new Scalar(key.span(), name, key.kind(), key.quoted());
  }

  private final class At implements SourceNode.Cases<SourceNode> {
    private final ConfigPath path;

    At(ConfigPath path) {
      this.path = path;
    }

    @Override
    public SourceNode scalar(Scalar node) {
      return node;
    }

    @Override
    public SourceNode sequence(Sequence node) {
      List<SourceNode> items = new ArrayList<>();
      for (SourceNode item : node.items()) {
        items.add(item.match(new At(path.child(items.size()))));
      }
      return new Sequence(node.span(), items);
    }

    @Override
    public SourceNode mapping(Mapping node) {
      return new Mapping(node.span(), entries(path, node));
    }
  }
}
