package io.github.pgbackrest2nix.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.IsolatedRoot;
import io.github.pgbackrest2nix.testing.Machine;
import io.github.pgbackrest2nix.testing.Outcome;
import io.github.pgbackrest2nix.testing.RenderedUnits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** systemd, old and new, has nothing to say against the rendered units. */
final class UnitsVerifyIT {
  private static final double WORST_EXPOSURE = 1.5;
  private static final Pattern EXPOSURE =
      Pattern.compile("Overall exposure level for \\S+: ([0-9.]+) ");

  @TempDir Path scratch = Path.of("");

  @ParameterizedTest
  @MethodSource("descriptionsAndRoots")
  void readsEveryUnitWithoutAWord(Example example, DebianRoot root) throws IOException {
    RenderedUnits units = example.units(scratch);
    try (Machine machine = IsolatedRoot.over(root)) {
      units.installOn(machine);
      alarmUnits().forEach((name, text) -> machine.write("/etc/systemd/system/" + name, text));
      List<String> command = new ArrayList<>(List.of("systemd-analyze", "verify", "--man=no"));
      Stream.of("service", "timer")
          .flatMap(kind -> units.unitsOf(kind).stream())
          .forEach(unit -> command.add("/etc/systemd/system/" + unit));

      Outcome outcome = machine.run(command.toArray(String[]::new));

      // The exit status alone would not do: it is 0 after most complaints.
      assertThat(outcome.everything()).isEmpty();
      assertThat(outcome.status()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("descriptionsAndRoots")
  void exposesNextToNothing(Example example, DebianRoot root) throws IOException {
    RenderedUnits units = example.units(scratch);
    Map<String, Double> exposures = new TreeMap<>();
    try (Machine machine = IsolatedRoot.over(root)) {
      units.installOn(machine);
      for (String unit : units.unitsOf("service")) {
        exposures.put(unit, exposure(machine, unit));
      }
    }

    assertThat(exposures)
        .isNotEmpty()
        .allSatisfy((unit, exposure) -> assertThat(exposure).isLessThanOrEqualTo(WORST_EXPOSURE));
  }

  static Stream<Arguments> descriptionsAndRoots() {
    return Stream.of(Example.values())
        .flatMap(
            example -> Stream.of(DebianRoot.values()).map(root -> Arguments.of(example, root)));
  }

  private static double exposure(Machine machine, String unit) {
    String report =
        machine
            .run(
                "systemd-analyze",
                "security",
                "--offline=true",
                "--no-pager",
                "/etc/systemd/system/" + unit)
            .succeeded();
    Matcher overall = EXPOSURE.matcher(report);
    assertThat(overall.find()).as(report).isTrue();
    return Double.parseDouble(overall.group(1));
  }

  /** What a host has that names these units in its description. */
  private static Map<String, String> alarmUnits() {
    String text = "[Service]\nType=oneshot\nExecStart=/bin/true\n";
    return Map.of("alarm@.service", text, "alarm.service", text);
  }

  enum Example {
    FORGE("examples/forge/forge.yaml", "26.05", "/var/lib/postgresql/16/main", 16),
    VARIANTS("src/test/resources/units/variants.yaml", "25.05", "/var/lib/postgresql/17", 17),
    SMALLEST("src/test/resources/cases/ok/smallest.yaml", "25.11", "/var/lib/postgresql/16", 16);

    private final String description;
    private final String nixos;
    private final String dataDir;
    private final int postgresql;

    Example(String description, String nixos, String dataDir, int postgresql) {
      this.description = description;
      this.nixos = nixos;
      this.dataDir = dataDir;
      this.postgresql = postgresql;
    }

    RenderedUnits units(Path scratch) throws IOException {
      Path host =
          Files.writeString(
              scratch.resolve("host.nix"),
              """
              { pkgs, ... }: {
                system.stateVersion = "%s";
                services.prometheus.enable = true;
                services.postgresql = {
                  enable = true; package = pkgs.postgresql_%d; dataDir = "%s";
                };
              }
              """
                  .formatted(nixos, postgresql, dataDir));
      return RenderedUnits.of(Files.readString(Path.of(description)), host.toString(), scratch);
    }
  }
}
