package io.github.pgbackrest2nix.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Command;
import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every systemd at hand reads every calendar that an example's module gives it. */
final class RenderedCalendarsIT {
  @TempDir Path scratch = Path.of("");

  @ParameterizedTest
  @EnumSource(DebianRoot.class)
  void areAccepted(DebianRoot root) {
    TreeSet<String> calendars = new TreeSet<>();
    Example.all().forEach(example -> calendars.addAll(calendars(example)));

    assertThat(calendars).hasSizeGreaterThan(10).contains("02:00", "00/6:30", "*:0/5");
    for (String calendar : calendars) {
      Outcome outcome = analyze(root, calendar);
      assertThat(outcome.status()).as("%s", outcome).isZero();
      assertThat(outcome.output()).contains("Next elapse: ").doesNotContain("Next elapse: never");
    }
    assertThat(analyze(root, "Sun..Fri 25:00").status()).isNotZero();
  }

  private List<String> calendars(Example example) {
    Map<?, ?> definitions =
        ExampleHost.of(example, scratch).evaluate(ExampleHost.good(example)).definitions();
    List<String> calendars = new ArrayList<>();
    at(at(definitions, "systemd"), "timers")
        .values()
        .forEach(
            timer -> calendars.add("" + at((Map<?, ?>) timer, "timerConfig").get("OnCalendar")));
    if (at(at(definitions, "services"), "sanoid").get("interval") instanceof String interval) {
      calendars.add(interval);
    }
    return calendars;
  }

  private static Outcome analyze(DebianRoot root, String calendar) {
    return Command.of(
            "chroot", root.folder().toString(), "systemd-analyze", "calendar", "--", calendar)
        .run();
  }

  private static Map<?, ?> at(Map<?, ?> map, String name) {
    return map.get(name) instanceof Map<?, ?> below ? below : Map.of();
  }
}
