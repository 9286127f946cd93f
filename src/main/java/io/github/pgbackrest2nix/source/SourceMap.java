package io.github.pgbackrest2nix.source;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import io.github.pgbackrest2nix.source.SourceNode.Mapping;
import io.github.pgbackrest2nix.source.SourceNode.Scalar;
import io.github.pgbackrest2nix.source.SourceNode.Sequence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Where the keys and values of a document stand. Any path has a place: its own or an ancestor's.
 */
public final class SourceMap {
  private final Map<ConfigPath, Place> places;

  private SourceMap(Map<ConfigPath, Place> places) {
    this.places = Map.copyOf(places);
  }

  static SourceMap of(SourceNode root) {
    Map<ConfigPath, Place> places = new HashMap<>();
    collect(ConfigPath.ROOT, root.span(), root, places);
    return new SourceMap(places);
  }

  /**
   * Returns the span of the key at this path; of the item itself where the path ends with an index,
   * and of the nearest ancestor's key where there is nothing at the path.
   */
  public SourceSpan keySpan(ConfigPath path) {
    return nearest(path).key();
  }

  /** Returns the span of the value at this path, or of the nearest ancestor's value. */
  public SourceSpan valueSpan(ConfigPath path) {
    return nearest(path).value();
  }

  /** Returns whether the document has something at this path. */
  public boolean contains(ConfigPath path) {
    return places.containsKey(path);
  }

  private Place nearest(ConfigPath path) {
    ConfigPath at = path;
    Place place = places.get(at);
    while (place == null) {
      at = at.parent();
      place = places.get(at);
    }
    return place;
  }

  private static void collect(
      ConfigPath path, SourceSpan key, SourceNode node, Map<ConfigPath, Place> places) {
    places.put(path, new Place(key, node.span()));
    for (Child child : node.match(CHILDREN)) {
      collect(path.child(child.segment()), child.key(), child.node(), places);
    }
  }

  private static final SourceNode.Cases<List<Child>> CHILDREN =
      new SourceNode.Cases<>() {
        @Override
        public List<Child> scalar(Scalar scalar) {
          return List.of();
        }

        @Override
        public List<Child> sequence(Sequence sequence) {
          List<SourceNode> items = sequence.items();
          return IntStream.range(0, items.size())
              .mapToObj(i -> new Child(Integer.toString(i), items.get(i).span(), items.get(i)))
              .toList();
        }

        @Override
        public List<Child> mapping(Mapping mapping) {
          return mapping.entries().stream()
              .map(entry -> new Child(entry.name(), entry.key().span(), entry.value()))
              .toList();
        }
      };

  private record Child(String segment, SourceSpan key, SourceNode node) {}

  private record Place(SourceSpan key, SourceSpan value) {}
}
