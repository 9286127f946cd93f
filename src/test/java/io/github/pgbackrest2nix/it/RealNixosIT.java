package io.github.pgbackrest2nix.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Command;
import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.IsolatedRoot;
import io.github.pgbackrest2nix.testing.Machine;
import io.github.pgbackrest2nix.testing.NixpkgsTree;
import io.github.pgbackrest2nix.testing.Outcome;
import io.github.pgbackrest2nix.testing.RealHost;
import io.github.pgbackrest2nix.testing.RealNixos;
import io.github.pgbackrest2nix.testing.RequiredTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rendered modules on hosts of NixOS itself, with all of its modules and packages. */
final class RealNixosIT {
  @TempDir private static Path scratch = Path.of("");

  private static SortedMap<String, RealHost> hosts = new TreeMap<>();

  static List<NixosSituation> situations() {
    Stream<NixosSituation> described =
        Stream.of(DescribedHost.values()).map(NixosSituation::described);
    return Stream.concat(described, NixosSituation.others().stream()).toList();
  }

  @BeforeAll
  static void evaluate() {
    NixpkgsTree tree = NixpkgsTree.atHand();
    List<RealNixos.Host> all = situations().stream().map(each -> each.write(scratch)).toList();
    hosts = new RealNixos(tree, scratch).evaluate(all);
  }

  @ParameterizedTest
  @MethodSource("situations")
  void areRefusedAndWarnedInOurOwnWords(NixosSituation situation) {
    RealHost host = host(situation);

    assertThat(host.failedAssertions()).isEqualTo(situation.refusals());
    assertThat(host.warnings()).isEqualTo(situation.warnings());
    if (situation.refused().isEmpty()) {
      assertThat(host.toplevel()).startsWith("/nix/store/").endsWith(".drv");
    }
  }

  @ParameterizedTest
  @MethodSource("situations")
  void haveUnitsThatSystemdHasNothingToSayAgainst(NixosSituation situation) {
    RealHost host = host(situation);
    if (!situation.whole()) {
      return;
    }

    try (Machine machine = IsolatedRoot.over(DebianRoot.TRIXIE)) {
      assertThat(complaints(machine, host.units())).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("situations")
  void haveRulesThatPrometheusHasNothingToSayAgainst(NixosSituation situation) throws IOException {
    RealHost host = host(situation);
    if (!situation.whole()) {
      return;
    }
    boolean alerts =
        situation.host() == DescribedHost.FORGE
            && !situation.more().contains("services.prometheus.enable = lib.mkForce false");

    assertThat(host.ruleFiles()).hasSize(alerts ? 1 : 0);
    try (Machine machine = IsolatedRoot.over(DebianRoot.TRIXIE)) {
      for (String file : host.ruleFiles()) {
        machine.write("/tmp/rules.yaml", Files.readString(Path.of(file)));
        Outcome outcome = machine.run("promtool", "check", "rules", "/tmp/rules.yaml");
        assertThat(outcome.status()).as("%s", outcome).isZero();
        assertThat(outcome.everything()).containsPattern("SUCCESS: [1-9][0-9]* rules found");
      }
    }
  }

  @Test
  void coverAllExamples() throws IOException {
    try (Stream<Path> examples = Files.list(Path.of("examples"))) {
      assertThat(examples.map(each -> each.getFileName().toString()))
          .allMatch(
              each ->
                  Stream.of(DescribedHost.values())
                      .anyMatch(host -> host.description().endsWith("/" + each + ".yaml")));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FORGE     | postgresql.service                | MemoryDenyWriteExecute=true",
        "JIT       | postgresql.service                | MemoryDenyWriteExecute=false",
        "overrides | pgbackrest-full-backup.timer      | OnCalendar=04:00",
        "overrides | pgbackrest-check.service          | CPUWeight=55",
        "overrides | pgbackrest-check.service          | TimeoutStartSec=7h",
      })
  void letTheHostHaveItsWay(String situation, String unit, String line) {
    String text = Objects.requireNonNull(hosts.get(situation)).evaluated().units().get(unit);

    String option = line.replaceFirst("=.*", "=");
    assertThat(Objects.requireNonNull(text).lines().filter(each -> each.startsWith(option)))
        .containsExactly(line);
  }

  @Test
  void lookAtTheMountBeforeTheyMakeADirectoryOnIt() {
    String unit =
        Objects.requireNonNull(
            Objects.requireNonNull(hosts.get("FORGE"))
                .evaluated()
                .units()
                .get("pgbackrest-stanza-create.service"));

    assertThat(
            unit.lines()
                .filter(line -> line.startsWith("ExecStartPre="))
                .map(
                    line -> line.replaceAll("/nix/store/[a-z0-9]{32}-[^/ ]*?([a-z]+)( |$)", "$1$2"))
                .map(line -> line.replaceAll("/nix/store/[^ ]*/", "")))
        .containsExactly(
            "ExecStartPre=+nsenter --target 1 --mount -- mountpoint /mnt/nas-backup",
            "ExecStartPre=+repository");
  }

  /** NixOS checks it while it builds the system, so a complaint would stop the build. */
  @ParameterizedTest
  @MethodSource("situations")
  void haveASwitchCheckThatShellcheckHasNothingToSayAgainst(NixosSituation situation)
      throws IOException {
    RealHost host = host(situation);
    if (!situation.whole()) {
      return;
    }

    Path file = scratch.resolve("switch-check.sh");
    String check = "" + host.value("switchChecks", "pgbackrest-restore");
    Files.writeString(file, "#!/bin/bash\nset -o errexit -o nounset -o pipefail\n" + check);
    String shellcheck = RequiredTool.find("shellcheck").toString();

    assertThat(Command.of(shellcheck, file.toString()).run().everything()).isEmpty();
  }

  private static List<String> complaints(Machine machine, SortedMap<String, String> units) {
    List<String> command = new ArrayList<>(List.of("systemd-analyze", "verify", "--man=no"));
    units.forEach(
        (name, text) -> {
          machine.write("/etc/systemd/system/" + name, text);
          // systemd's own units are those of another version than the one that reads them here.
          if (!name.startsWith("systemd-") && !name.startsWith("dbus") && !name.contains("@")) {
            command.add("/etc/systemd/system/" + name);
          }
        });
    return machine
        .run(command.toArray(String[]::new))
        .everything()
        .lines()
        // The programs of the store have not been built.
        .filter(line -> !line.matches(".*Command /nix/store/.* is not executable:.*"))
        .toList();
  }

  private static RealHost host(NixosSituation situation) {
    return Objects.requireNonNull(hosts.get(situation.name()), situation.name()).evaluated();
  }
}
