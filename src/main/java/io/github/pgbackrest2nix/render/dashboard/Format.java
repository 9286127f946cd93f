package io.github.pgbackrest2nix.render.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How values are shown.
 *
 * @param unit by Grafana's name
 * @param steps colours, each from a value on; the first is for everything below the second
 * @param words in place of values
 */
record Format(String unit, List<Step> steps, List<Word> words) {
  static final String GREEN = "green";
  static final String YELLOW = "yellow";
  static final String RED = "red";
  static final String BLUE = "blue";

  /** A colour from a value on. */
  record Step(double from, String color) {}

  /** What a value is called, and its colour. */
  record Word(int value, String text, String color) {}

  Format {
    steps = List.copyOf(steps);
    words = List.copyOf(words);
  }

  /** Returns numbers that are neither good nor bad. */
  static Format plain(String unit) {
    return new Format(unit, List.of(new Step(0, BLUE)), List.of());
  }

  /** Returns numbers that are red from a value on. */
  static Format redFrom(String unit, double value) {
    return new Format(unit, List.of(new Step(0, GREEN), new Step(value, RED)), List.of());
  }

  /** Returns numbers that are yellow from a value on, and red from another. */
  static Format rising(String unit, double yellow, double red) {
    return new Format(
        unit, List.of(new Step(0, GREEN), new Step(yellow, YELLOW), new Step(red, RED)), List.of());
  }

  /** Returns numbers that are red below a value. */
  static Format redBelow(String unit, double value) {
    return new Format(unit, List.of(new Step(0, RED), new Step(value, GREEN)), List.of());
  }

  static Format words(Word... words) {
    return new Format("none", List.of(new Step(0, RED)), List.of(words));
  }

  /** Returns Grafana's {@code defaults} of a field, with what is of this kind of panel. */
  Map<String, Object> json(Map<String, Object> custom) {
    List<Object> colors = new ArrayList<>();
    for (Step step : steps) {
      Object from = colors.isEmpty() ? JsonTree.NULL : step.from();
      colors.add(JsonTree.object("color", step.color(), "value", from));
    }
    return JsonTree.object(
        "color",
        JsonTree.object("mode", custom.containsKey("drawStyle") ? "palette-classic" : "thresholds"),
        "custom",
        custom,
        "mappings",
        mappings(),
        "min",
        0,
        "thresholds",
        JsonTree.object("mode", "absolute", "steps", colors),
        "unit",
        unit);
  }

  private List<Object> mappings() {
    if (words.isEmpty()) {
      return List.of();
    }
    Map<String, Object> options = JsonTree.object();
    for (Word word : words) {
      Object shown =
          JsonTree.object("color", word.color(), "index", options.size(), "text", word.text());
      options.put(Integer.toString(word.value()), shown);
    }
    return List.of(JsonTree.object("options", options, "type", "value"));
  }
}
