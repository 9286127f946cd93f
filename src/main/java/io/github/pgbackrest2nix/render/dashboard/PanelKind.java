package io.github.pgbackrest2nix.render.dashboard;

import java.util.List;
import java.util.Map;

/** The kinds of panels that are used, with all that Grafana wants to know of each. */
enum PanelKind {
  /** A number, coloured, for each series. */
  STAT("stat", true),
  /** A bar for each series. */
  BARS("bargauge", true),
  /** Numbers over time. */
  LINES("timeseries", false),
  /** States over time. */
  TIMELINE("state-timeline", false),
  /** A line of labels for each series. */
  TABLE("table", true);

  private final String type;
  private final boolean onlyNow;

  PanelKind(String type, boolean onlyNow) {
    this.type = type;
    this.onlyNow = onlyNow;
  }

  /** Returns Grafana's name of it. */
  String type() {
    return type;
  }

  /** Returns whether it shows the present alone. */
  boolean onlyNow() {
    return onlyNow;
  }

  /** Returns how a field looks in this kind alone. */
  Map<String, Object> custom() {
    return switch (this) {
      case STAT, BARS -> JsonTree.object();
      case LINES ->
          JsonTree.object(
              "drawStyle", "line", "fillOpacity", 5, "lineWidth", 1, "showPoints", "auto");
      case TIMELINE -> JsonTree.object("fillOpacity", 80, "lineWidth", 0);
      case TABLE ->
          JsonTree.object("align", "auto", "cellOptions", JsonTree.object("type", "color-text"));
    };
  }

  Map<String, Object> options() {
    return switch (this) {
      case STAT -> stat();
      case BARS -> bars();
      case LINES ->
          JsonTree.object(
              "legend", legend(), "tooltip", JsonTree.object("mode", "multi", "sort", "desc"));
      case TIMELINE ->
          JsonTree.object(
              "legend", legend(), "mergeValues", true, "rowHeight", 0.8, "showValue", "never");
      case TABLE -> JsonTree.object("cellHeight", "sm", "showHeader", true);
    };
  }

  private static Map<String, Object> stat() {
    return JsonTree.object(
        "colorMode",
        "background",
        "graphMode",
        "none",
        "justifyMode",
        "auto",
        "orientation",
        "auto",
        "reduceOptions",
        lastValue(),
        "textMode",
        "value_and_name");
  }

  private static Map<String, Object> bars() {
    return JsonTree.object(
        "displayMode",
        "basic",
        "orientation",
        "horizontal",
        "reduceOptions",
        lastValue(),
        "showUnfilled",
        true,
        "valueMode",
        "color");
  }

  private static Map<String, Object> lastValue() {
    return JsonTree.object("calcs", List.of("lastNotNull"), "fields", "", "values", false);
  }

  private static Map<String, Object> legend() {
    return JsonTree.object("displayMode", "list", "placement", "bottom", "showLegend", true);
  }
}
