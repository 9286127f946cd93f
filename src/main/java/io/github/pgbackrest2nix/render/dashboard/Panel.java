package io.github.pgbackrest2nix.render.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A panel, wherever it stands.
 *
 * @param width of 24
 */
record Panel(
    PanelKind kind,
    String title,
    String description,
    int width,
    int height,
    Format format,
    List<Query> queries) {
  private static final Map<String, Object> DATASOURCE =
      JsonTree.object("type", "prometheus", "uid", "${datasource}");

  /**
   * What is asked of Prometheus.
   *
   * @param legend the name of each series, with labels in double braces
   */
  record Query(String expression, String legend) {}

  Panel {
    queries = List.copyOf(queries);
  }

  /** Returns the panel in its place. */
  Map<String, Object> json(int id, int x, int y) {
    List<Object> targets = new ArrayList<>();
    for (Query query : queries) {
      targets.add(target(query, String.valueOf((char) ('A' + targets.size()))));
    }
    Map<String, Object> json =
        JsonTree.object(
            "datasource",
            DATASOURCE,
            "description",
            description,
            "fieldConfig",
            JsonTree.object("defaults", format.json(kind.custom()), "overrides", List.of()),
            "gridPos",
            JsonTree.object("h", height, "w", width, "x", x, "y", y),
            "id",
            id,
            "options",
            kind.options(),
            "targets",
            targets,
            "title",
            title,
            "type",
            kind.type());
    if (kind == PanelKind.TABLE) {
      json.put("transformations", transformations());
    }
    return json;
  }

  private Map<String, Object> target(Query query, String id) {
    return JsonTree.object(
        "datasource",
        DATASOURCE,
        "editorMode",
        "code",
        "expr",
        query.expression(),
        "format",
        kind == PanelKind.TABLE ? "table" : "time_series",
        "instant",
        kind.onlyNow(),
        "legendFormat",
        query.legend(),
        "range",
        !kind.onlyNow(),
        "refId",
        id);
  }

  private static List<Object> transformations() {
    Map<String, Object> hidden = JsonTree.object("Time", true);
    return List.of(
        JsonTree.object(
            "id",
            "organize",
            "options",
            JsonTree.object("excludeByName", hidden, "renameByName", JsonTree.object())));
  }
}
