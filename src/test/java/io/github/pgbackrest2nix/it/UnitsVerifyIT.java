package io.github.pgbackrest2nix.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.IsolatedRoot;
import io.github.pgbackrest2nix.testing.Machine;
import io.github.pgbackrest2nix.testing.Outcome;
import io.github.pgbackrest2nix.testing.RenderedUnits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** systemd, old and new, has nothing to say against the rendered units. */
final class UnitsVerifyIT {
  @TempDir Path scratch = Path.of("");

  @ParameterizedTest
  @EnumSource
  void areReadWithoutAWord(DescribedHost host) throws IOException {
    RenderedUnits units = host.units(scratch);

    for (DebianRoot root : DebianRoot.values()) {
      try (Machine machine = IsolatedRoot.over(root)) {
        units.installOn(machine);
        Outcome outcome = verify(machine, units);

        // The exit status alone would not do: it is 0 after most complaints.
        assertThat(outcome.everything()).as("%s", root).isEmpty();
        assertThat(outcome.status()).as("%s", root).isZero();
      }
    }
  }

  private static Outcome verify(Machine machine, RenderedUnits units) {
    unitsOfTheHost().forEach((name, text) -> machine.write("/etc/systemd/system/" + name, text));
    List<String> command = new ArrayList<>(List.of("systemd-analyze", "verify", "--man=no"));
    Stream.of("service", "timer")
        .flatMap(kind -> units.unitsOf(kind).stream())
        .forEach(unit -> command.add("/etc/systemd/system/" + unit));
    return machine.run(command.toArray(String[]::new));
  }

  /** What a host has that names these units in its description. */
  private static Map<String, String> unitsOfTheHost() {
    String text = "[Service]\nType=oneshot\nExecStart=/bin/true\n";
    return Map.of("alarm@.service", text, "alarm.service", text, "notify-admin@.service", text);
  }
}
