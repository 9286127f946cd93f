package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.Alert;
import io.github.pgbackrest2nix.deployment.AlertCase;
import io.github.pgbackrest2nix.deployment.AlertCase.Sample;
import io.github.pgbackrest2nix.render.Origin;
import io.github.pgbackrest2nix.render.template.YamlFragment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The unit tests of the rule file, for promtool.
 *
 * @param interval at which rules are evaluated
 * @param end time at which is looked, when what held from the second evaluation on fires
 */
public record AlertTestsView(
    YamlFragment header, String interval, String end, List<TestView> tests) {

  /** One case of all rules of one name. */
  public record TestView(
      String name, boolean fires, List<SeriesView> series, List<ExpectationView> expectations) {}

  /** What Prometheus finds. */
  public record SeriesView(YamlFragment series, String values) {}

  /** The number of alerts that one rule sends; no result if it is silent. */
  public record ExpectationView(YamlFragment expression) {}

  /** Returns the view of these rules' tests; they wait for two of their intervals. */
  public static AlertTestsView of(List<Alert> alerts, Origin origin) {
    Duration pending = alerts.get(0).pending();
    Duration interval = pending.dividedBy(2);
    Duration end = pending.plus(interval);
    return new AlertTestsView(
        YamlFragment.comment(String.join("\n", Headers.lines(origin))),
        Times.prometheus(interval),
        Times.prometheus(end),
        grouped(alerts).entrySet().stream()
            .map(group -> view(group.getKey(), group.getValue(), end))
            .toList());
  }

  private static Map<Title, List<Tested>> grouped(List<Alert> alerts) {
    return alerts.stream()
        .flatMap(alert -> alert.cases().stream().map(each -> new Tested(alert, each)))
        .collect(Collectors.groupingBy(Tested::title, LinkedHashMap::new, Collectors.toList()));
  }

  private static TestView view(Title title, List<Tested> rules, Duration end) {
    List<SeriesView> series =
        rules.stream()
            .flatMap(each -> each.tested.samples().stream())
            .distinct()
            .map(each -> new SeriesView(YamlFragment.quotation(each.series()), values(each, end)))
            .toList();
    return new TestView(
        title.alert + ": " + title.when,
        title.fires,
        series,
        rules.stream().map(each -> new ExpectationView(firing(each.alert))).toList());
  }

  private static String values(Sample sample, Duration end) {
    String step = (sample.step() < 0 ? "" : "+") + sample.step();
    return sample.first() + " " + sample.then() + step + "x" + end.toMinutes();
  }

  private static YamlFragment firing(Alert alert) {
    Collection<String> matchers = new ArrayList<>();
    matchers.add("alertname=\"" + alert.name() + "\"");
    matchers.add("alertstate=\"firing\"");
    alert.subject().forEach(label -> matchers.add(label.name() + "=\"" + label.value() + "\""));
    return YamlFragment.quotation("count(ALERTS{" + String.join(",", matchers) + "})");
  }

  private record Title(String alert, String when, boolean fires) {}

  private record Tested(Alert alert, AlertCase tested) {
    Title title() {
      return new Title(alert.name(), tested.when(), tested.fires());
    }
  }
}
