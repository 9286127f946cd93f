package io.github.pgbackrest2nix.render.dashboard;

import io.github.pgbackrest2nix.testing.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the dashboard asks, read back from its text. */
public final class Queries {
  private Queries() {}

  /** A query of a panel. */
  public record Query(String panel, String id, String expression, String legend) {}

  /** Returns the queries of all panels in their order. */
  public static List<Query> of(String dashboard) {
    List<Query> queries = new ArrayList<>();
    for (Map<?, ?> panel : panels(dashboard)) {
      if (panel.get("targets") instanceof List<?> targets) {
        for (Object each : targets) {
          Map<?, ?> target = (Map<?, ?>) each;
          queries.add(
              new Query(
                  text(panel, "title"),
                  text(target, "refId"),
                  text(target, "expr"),
                  text(target, "legendFormat")));
        }
      }
    }
    return queries;
  }

  /** Returns the queries that the choices at the top are made of. */
  public static List<String> ofVariables(String dashboard) {
    Map<?, ?> templating = (Map<?, ?>) Objects.requireNonNull(whole(dashboard).get("templating"));
    return ((List<?>) Objects.requireNonNull(templating.get("list")))
        .stream()
            .map(each -> (Map<?, ?>) each)
            .filter(each -> "query".equals(each.get("type")))
            .map(each -> text(each, "definition"))
            .toList();
  }

  static Map<?, ?> whole(String dashboard) {
    return (Map<?, ?>) Objects.requireNonNull(Json.read(dashboard));
  }

  static List<Map<?, ?>> panels(String dashboard) {
    List<Map<?, ?>> panels = new ArrayList<>();
    for (Object each : (List<?>) Objects.requireNonNull(whole(dashboard).get("panels"))) {
      panels.add((Map<?, ?>) each);
    }
    return panels;
  }

  static String text(Map<?, ?> map, String name) {
    return (String) Objects.requireNonNull(map.get(name));
  }
}
