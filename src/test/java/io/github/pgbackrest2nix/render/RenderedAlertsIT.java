package io.github.pgbackrest2nix.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.IsolatedRoot;
import io.github.pgbackrest2nix.testing.Json;
import io.github.pgbackrest2nix.testing.Machine;
import io.github.pgbackrest2nix.testing.Outcome;
import io.github.pgbackrest2nix.testing.RequiredTool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Prometheus accepts the rules of every example, and the forge's fire when they have to. */
final class RenderedAlertsIT {
  private static final Pattern FAILED_ALERT = Pattern.compile("alertname=\\\\?\"(\\w+)");

  @ParameterizedTest
  @EnumSource(
      value = DebianRoot.class,
      names = {"HOST", "TRIXIE"})
  void areRulesOfPrometheus(DebianRoot root) {
    RequiredTool.find("promtool");
    try (Machine machine = IsolatedRoot.over(root)) {
      for (Example example : Example.all()) {
        machine.write("/tmp/alerts.yaml", alerts(example));

        Outcome outcome = machine.run("promtool", "check", "rules", "/tmp/alerts.yaml");

        assertThat(outcome.status()).as("%s", outcome).isZero();
        int rules = rules(example).size();
        assertThat(outcome.everything()).contains("SUCCESS: " + rules + " rules found");
      }
    }
  }

  @Test
  void haveTheThresholdsOfTheForge() {
    String series = "{stanza=\"main\",repo=\"repo%d\",hostname=\"forge\"}";
    String full = "time() - pgbackrest_last_full_backup_timestamp" + series + " > %d";
    String incr =
        "time() - (pgbackrest_last_incr_backup_timestamp"
            + series
            + " or pgbackrest_pitr_oldest_timestamp_seconds"
            + series
            + ") > %d";
    String size =
        "BACKUPS + (WAL or BACKUPS * 0) > 100e9"
            .replace("BACKUPS", "pgbackrest_repo_size_bytes" + series)
            .replace("WAL", "pgbackrest_repo_wal_bytes" + series);

    assertThat(expressions("PostgreSQLBackupStale"))
        .containsExactly(full.formatted(1, 90000), full.formatted(2, 90000));
    // The second follows from the schedule of full and incremental backups to r2.
    assertThat(expressions("PostgreSQLIncrementalBackupStale"))
        .containsExactly(incr.formatted(1, 1, 7200), incr.formatted(2, 2, 91860));
    assertThat(expressions("PostgreSQLBackupRepoLarge"))
        .containsExactly(size.replace("%d", "1"), size.replace("%d", "2"));
  }

  @ParameterizedTest
  @EnumSource(
      value = DebianRoot.class,
      names = {"HOST", "TRIXIE"})
  void fireJustAboveTheirThresholds(DebianRoot root) {
    String test =
        Json.write(
            Map.of(
                "rule_files",
                List.of("/tmp/alerts.yaml"),
                "evaluation_interval",
                "1m",
                "tests",
                AlertScenarios.all()));
    try (Machine machine = IsolatedRoot.over(root)) {
      machine.write("/tmp/alerts.yaml", alerts(Example.forge()));
      machine.write("/tmp/tests.yaml", test);

      Outcome outcome = machine.run("promtool", "test", "rules", "/tmp/tests.yaml");

      assertThat(outcome.status()).as("%s", outcome).isZero();
      assertThat(outcome.everything()).contains("SUCCESS");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DebianRoot.class,
      names = {"HOST", "TRIXIE"})
  void passTheTestsThatAreRenderedBesideThem(DebianRoot root) {
    RequiredTool.find("promtool");
    try (Machine machine = IsolatedRoot.over(root)) {
      for (Example example : Example.all()) {
        machine.write("/tmp/alerts.yaml", alerts(example));
        machine.write("/tmp/alerts.test.yaml", tests(example));

        Outcome outcome = machine.run("promtool", "test", "rules", "/tmp/alerts.test.yaml");

        assertThat(outcome.status()).as("%s: %s", example, outcome).isZero();
        assertThat(outcome.everything()).contains("SUCCESS");
      }
    }
  }

  @Test
  void areFoundOutByTheTestsThatAreRenderedBesideThem() {
    RequiredTool.find("promtool");
    Set<String> names = new TreeSet<>();
    String neverSilent = alerts(Example.forge());
    for (Map<?, ?> rule : rules(Example.forge())) {
      names.add("" + rule.get("alert"));
      neverSilent = neverSilent.replace("'" + rule.get("expr") + "'", "'vector(1)'");
    }
    try (Machine machine = IsolatedRoot.over(DebianRoot.HOST)) {
      machine.write("/tmp/alerts.yaml", neverSilent);
      machine.write("/tmp/alerts.test.yaml", tests(Example.forge()));

      Outcome outcome = machine.run("promtool", "test", "rules", "/tmp/alerts.test.yaml");

      assertThat(outcome.status()).isNotZero();
      // Where it says for each what it expected, and got instead.
      Set<String> found =
          FAILED_ALERT
              .matcher(outcome.everything())
              .results()
              .map(each -> each.group(1))
              .collect(Collectors.toSet());
      assertThat(found).isEqualTo(names);
    }
  }

  private static String tests(Example example) {
    return Objects.requireNonNull(example.render().get("alerts.test.yaml"));
  }

  private static String alerts(Example example) {
    return Objects.requireNonNull(example.render().get("alerts.yaml"));
  }

  private static List<String> expressions(String alert) {
    List<String> expressions = new ArrayList<>();
    for (Map<?, ?> rule : rules(Example.forge())) {
      if (alert.equals(rule.get("alert"))) {
        expressions.add("" + rule.get("expr"));
      }
    }
    return expressions;
  }

  private static List<Map<?, ?>> rules(Example example) {
    Object file = new Load(LoadSettings.builder().build()).loadFromString(alerts(example));
    List<?> groups = (List<?>) Objects.requireNonNull(((Map<?, ?>) file).get("groups"));
    Map<?, ?> group = (Map<?, ?>) groups.get(0);
    List<Map<?, ?>> rules = new ArrayList<>();
    ((List<?>) Objects.requireNonNull(group.get("rules")))
        .forEach(rule -> rules.add((Map<?, ?>) rule));
    return rules;
  }
}
