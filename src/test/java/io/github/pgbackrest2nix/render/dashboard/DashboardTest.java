package io.github.pgbackrest2nix.render.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.pgbackrest2nix.metric.BackupMetrics;
import io.github.pgbackrest2nix.metric.MetricSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The text itself is among the goldens of the examples. */
class DashboardTest {
  private static final String DASHBOARD = Dashboard.json();
  private static final Map<String, MetricSpec> METRICS =
      BackupMetrics.all().stream().collect(Collectors.toMap(MetricSpec::name, each -> each));
  private static final Pattern METRIC = Pattern.compile("(pgbackrest_\\w+)(?:\\{([^}]*)\\})?");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)=~?\"");
  private static final Pattern GROUPING = Pattern.compile("(?:by|on|ignoring) \\(([^)]*)\\)");
  private static final Pattern SHOWN = Pattern.compile("\\{\\{(\\w+)\\}\\}");

  /** All that is asked of Prometheus. */
  private static List<String> expressions() {
    return Stream.concat(
            Queries.of(DASHBOARD).stream().map(Queries.Query::expression),
            Queries.ofVariables(DASHBOARD).stream())
        .toList();
  }

  @Test
  void isOneForAllHosts() {
    Map<?, ?> whole = Queries.whole(DASHBOARD);

    assertThat(whole.get("uid")).isEqualTo("pgbackrest2nix");
    assertThat(whole.get("title")).isEqualTo("pgBackRest backups");
    assertThat(whole.get("schemaVersion")).isEqualTo(39L);
    assertThat(whole.containsKey("id")).isFalse();
    assertThat(Dashboard.json()).isEqualTo(DASHBOARD).endsWith("}\n");
  }

  @Test
  void hasItsRowsInOrder() {
    assertThat(
            Queries.panels(DASHBOARD).stream()
                .filter(panel -> "row".equals(panel.get("type")))
                .map(panel -> panel.get("title")))
        .isEqualTo(
            List.of(
                "Status",
                "Backups",
                "Sizes and growth",
                "WAL",
                "Space",
                "Retention",
                "Collection"));
  }

  @Test
  void givesEveryPanelAnIdAndAPlaceOfItsOwn() {
    Set<Object> ids = new HashSet<>();
    Set<Long> cells = new HashSet<>();
    List<String> wrong = new ArrayList<>();
    for (Map<?, ?> panel : Queries.panels(DASHBOARD)) {
      String title = Queries.text(panel, "title");
      if (!ids.add(Objects.requireNonNull(panel.get("id")))) {
        wrong.add(title + " has the id of another");
      }
      Map<?, ?> place = (Map<?, ?>) Objects.requireNonNull(panel.get("gridPos"));
      long right = number(place, "x") + number(place, "w");
      if (right > 24) {
        wrong.add(title + " ends at " + right);
      }
      for (long x = number(place, "x"); x < right; x++) {
        for (long y = number(place, "y"); y < number(place, "y") + number(place, "h"); y++) {
          if (!cells.add(100 * y + x)) {
            wrong.add(title + " overlaps another at " + x + ", " + y);
          }
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(ids).hasSizeGreaterThan(30);
  }

  @Test
  void describesEveryPanel() {
    assertThat(Queries.panels(DASHBOARD))
        .filteredOn(panel -> !"row".equals(panel.get("type")))
        .allSatisfy(panel -> assertThat(Queries.text(panel, "description")).matches("[A-Z].*\\."));
  }

  @Test
  void asksForMetricsThatAreExportedByLabelsThatTheyHave() {
    Set<String> asked = new HashSet<>();
    for (String expression : expressions()) {
      for (MatchResult use : METRIC.matcher(expression).results().toList()) {
        asked.add(use.group(1));
        assertThat(METRICS).containsKey(use.group(1));
        MetricSpec metric = Objects.requireNonNull(METRICS.get(use.group(1)));
        String matchers = use.group(2) == null ? "" : use.group(2);
        assertThat(names(MATCHER, matchers)).as(use.group()).isSubsetOf(metric.labels());
      }
    }

    assertThat(asked).hasSizeGreaterThan(30);
  }

  @Test
  void groupsAndShowsByLabelsThatTheMetricsHave() {
    Set<String> labels =
        METRICS.values().stream()
            .flatMap(metric -> metric.labels().stream())
            .collect(Collectors.toCollection(HashSet::new));
    labels.addAll(List.of(Problem.LABEL, "instance"));
    for (Queries.Query query : Queries.of(DASHBOARD)) {
      names(GROUPING, query.expression())
          .forEach(list -> assertThat(labels).contains(list.split(", ")));
      assertThat(labels).containsAll(names(SHOWN, query.legend()));
    }
  }

  @Test
  void showsLabelsOfTheMetricThatIsShown() {
    for (Queries.Query query : Queries.of(DASHBOARD)) {
      Set<String> labels =
          METRIC
              .matcher(query.expression())
              .results()
              .map(use -> Objects.requireNonNull(METRICS.get(use.group(1))))
              .flatMap(metric -> metric.labels().stream())
              .collect(Collectors.toCollection(HashSet::new));
      // Prometheus itself adds this one.
      labels.add("instance");
      assertThat(labels).as(query.toString()).containsAll(names(SHOWN, query.legend()));
    }
  }

  @Test
  void refusesALabelThatTheMetricHasNot() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Promql.of(BackupMetrics.REPO_SIZE, "backup_type", "full"))
        .withMessage("pgbackrest_repo_size_bytes has no label backup_type");
  }

  private static List<String> names(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group(1)).toList();
  }

  private static long number(Map<?, ?> map, String name) {
    return (Long) Objects.requireNonNull(map.get(name));
  }
}
