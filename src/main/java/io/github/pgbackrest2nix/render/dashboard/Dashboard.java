package io.github.pgbackrest2nix.render.dashboard;

import io.github.pgbackrest2nix.metric.BackupMetrics;
import io.github.pgbackrest2nix.metric.CollectionMetrics;
import io.github.pgbackrest2nix.metric.MetricSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The whole of {@code dashboard.json}. */
public final class Dashboard {
  /** Grafana 10.1 to 11.0 write this one; later ones read it, and move it on by themselves. */
  private static final int SCHEMA_VERSION = 39;

  private static final int WIDTH = 24;

  private final List<Object> panels = new ArrayList<>();
  private int y;

  private Dashboard() {}

  /** Returns the text of the file; it is the same for every host, whose names are variables. */
  public static String json() {
    Dashboard dashboard = new Dashboard();
    List.of(
            StatusRow.row(),
            BackupsRow.row(),
            SizesRow.row(),
            WalRow.row(),
            SpaceRow.row(),
            RetentionRow.row(),
            CollectorRow.row())
        .forEach(dashboard::add);
    return JsonTree.text(dashboard.whole());
  }

  private Map<String, Object> whole() {
    return JsonTree.object(
        "annotations",
        JsonTree.object("list", List.of()),
        "description",
        "PostgreSQL backups with pgBackRest, from the metrics of pgbackrest-metrics",
        "editable",
        true,
        "graphTooltip",
        1,
        "links",
        List.of(),
        "panels",
        panels,
        "refresh",
        "5m",
        "schemaVersion",
        SCHEMA_VERSION,
        "tags",
        List.of("pgbackrest", "postgresql"),
        "templating",
        JsonTree.object("list", variables()),
        "time",
        JsonTree.object("from", "now-7d", "to", "now"),
        "timezone",
        "browser",
        "title",
        "pgBackRest backups",
        "uid",
        "pgbackrest2nix");
  }

  private void add(Row row) {
    panels.add(
        JsonTree.object(
            "collapsed",
            false,
            "gridPos",
            JsonTree.object("h", 1, "w", WIDTH, "x", 0, "y", y),
            "id",
            panels.size() + 1,
            "panels",
            List.of(),
            "title",
            row.title(),
            "type",
            "row"));
    y++;
    int x = 0;
    int height = 0;
    for (Panel panel : row.panels()) {
      if (x + panel.width() > WIDTH) {
        y += height;
        x = 0;
        height = 0;
      }
      panels.add(panel.json(panels.size() + 1, x, y));
      x += panel.width();
      height = Math.max(height, panel.height());
    }
    y += height;
  }

  private static List<Object> variables() {
    MetricSpec everywhere = CollectionMetrics.SUCCESS;
    String name = everywhere.name();
    String ofHost = name + "{hostname=~\"$hostname\"}";
    String ofStanza = name + "{hostname=~\"$hostname\", stanza=~\"$stanza\"}";
    return List.of(
        JsonTree.object(
            "label",
            "Data source",
            "name",
            "datasource",
            "query",
            "prometheus",
            "type",
            "datasource"),
        variable("Host", BackupMetrics.HOSTNAME, name),
        variable("Stanza", BackupMetrics.STANZA, ofHost),
        variable("Repository", BackupMetrics.REPO, ofStanza));
  }

  /** Returns a choice of the label's values, of which every one is chosen at first. */
  private static Map<String, Object> variable(String title, String label, String series) {
    String query = "label_values(" + series + ", " + label + ")";
    return JsonTree.object(
        "allValue",
        ".*",
        "current",
        JsonTree.object("selected", true, "text", List.of("All"), "value", List.of("$__all")),
        "datasource",
        JsonTree.object("type", "prometheus", "uid", "${datasource}"),
        "definition",
        query,
        "includeAll",
        true,
        "label",
        title,
        "multi",
        true,
        "name",
        label,
        "query",
        JsonTree.object("query", query, "refId", "PrometheusVariableQueryEditor-VariableQuery"),
        "refresh",
        2,
        "sort",
        1,
        "type",
        "query");
  }
}
