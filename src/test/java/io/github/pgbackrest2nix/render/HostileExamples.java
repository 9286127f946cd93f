package io.github.pgbackrest2nix.render;

import io.github.pgbackrest2nix.testing.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The examples with a hostile text in place of one of their scalars or keys. */
final class HostileExamples {
  /** Maps whose keys are names that a person gives, or that the schema does not know. */
  private static final Set<Object> FREE =
      Set.of(
          "repos",
          "stanzas",
          "schedules",
          "restoreDrill",
          "settings",
          "commandSettings",
          "templates",
          "datasets",
          "severity",
          "overrides");

  private HostileExamples() {}

  /**
   * A place in an example.
   *
   * @param path keys and indices from the root
   * @param key whether it is the key itself and not its value
   */
  record Place(Example example, List<Object> path, boolean key) {
    /** Returns what stands there. */
    String original() {
      if (key) {
        return "" + path.get(path.size() - 1);
      }
      Object here = data(example);
      for (Object step : path) {
        here = step instanceof Integer index ? ((List<?>) here).get(index) : child(here, step);
      }
      return "" + here;
    }

    private static Object child(Object map, Object name) {
      Object child = ((Map<?, ?>) map).get(name);
      return child == null ? "null" : child;
    }

    /** Returns the description with the text in this place, as YAML that is JSON, too. */
    String with(String text) {
      return Json.write(replace(data(example), 0, text));
    }

    private @Nullable Object replace(@Nullable Object value, int depth, String text) {
      if (depth == path.size()) {
        return key ? value : text;
      }
      Object step = path.get(depth);
      if (value instanceof List<?> list) {
        List<@Nullable Object> copy = new ArrayList<>(list);
        copy.set((Integer) step, replace(list.get((Integer) step), depth + 1, text));
        return copy;
      }
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      ((Map<?, ?>) Objects.requireNonNull(value))
          .forEach(
              (name, child) -> {
                boolean here = step.equals(name);
                boolean renamed = here && key && depth == path.size() - 1;
                copy.put(
                    renamed ? text : "" + name, here ? replace(child, depth + 1, text) : child);
              });
      return copy;
    }

    @Override
    public String toString() {
      return example + " " + path + (key ? " (key)" : "");
    }
  }

  /** Returns every place of the example. */
  static List<Place> places(Example example) {
    List<Place> places = new ArrayList<>();
    collect(example, List.of(), data(example), places);
    return places;
  }

  private static void collect(
      Example example, List<Object> path, @Nullable Object value, List<Place> places) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (name, child) -> {
            List<Object> below = append(path, "" + name);
            if (FREE.contains(path.isEmpty() ? "" : path.get(path.size() - 1))) {
              places.add(new Place(example, below, true));
            }
            collect(example, below, child, places);
          });
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        collect(example, append(path, i), list.get(i), places);
      }
    } else {
      places.add(new Place(example, path, false));
    }
  }

  private static List<Object> append(List<Object> path, Object step) {
    List<Object> longer = new ArrayList<>(path);
    longer.add(step);
    return List.copyOf(longer);
  }

  private static Object data(Example example) {
    return new Load(LoadSettings.builder().build()).loadFromString(example.text());
  }
}
