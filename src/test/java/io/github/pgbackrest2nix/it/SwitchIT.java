package io.github.pgbackrest2nix.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.RenderedUnits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What NixOS's switch from one description to another restarts of what is rendered: units whose
 * text is another one, or a file that they name as a trigger, but for those that say {@code
 * X-RestartIfChanged=false}. The unit of PostgreSQL is NixOS's own, and not at hand here; it is
 * another one where a setting is, for it leads to the store's postgresql.conf.
 */
final class SwitchIT {
  @TempDir Path scratch = Path.of("");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "timeout: 5m | timeout: 4m | postgresql.service | ''",
        "async: true | async: false | pgbackrest-stanza-create.service | check diff-backup-nas"
            + " diff-backup-r2 full-backup-nas full-backup-r2 incr-backup offsite-incr-backup",
        "process-max: 2 | process-max: 4 | pgbackrest-stanza-create.service | ''",
        "expectedDuration: 30m | expectedDuration: 90m | '' | diff-backup-nas diff-backup-r2"
            + " full-backup-nas full-backup-r2 incr-backup offsite-incr-backup",
        "repos: [nas] } | repos: [nas], whenLocked: skip } | '' | incr-backup",
        "00/6:30 | 00/6:40 | pgbackrest-diff-backup.timer | ''",
        "r2-prod-env | r2-new-env | pgbackrest-credentials.service | ''",
      })
  void restartsWhatItHasToAndNoBackup(String old, String changed, String restarted, String left)
      throws IOException {
    String forge = Files.readString(Path.of("examples/forge/forge.yaml"));
    assertThat(forge).contains(old);
    RenderedUnits before = evaluated(forge, "before");
    RenderedUnits after = evaluated(forge.replace(old, changed), "after");

    Map<Boolean, String> units =
        Stream.of("service", "timer")
            .flatMap(kind -> after.unitsOf(kind).stream())
            .filter(unit -> !asCompared(after, unit).equals(asCompared(before, unit)))
            .collect(
                Collectors.partitioningBy(
                    unit -> after.unit(unit).contains("\nX-RestartIfChanged=false\n"),
                    Collectors.joining(" ")));
    String postgresql = settings(after).equals(settings(before)) ? "" : "postgresql.service";

    assertThat(units.get(false) + postgresql).isEqualTo(restarted);
    assertThat(units.get(true)).isEqualTo(left.replaceAll("(\\S+)", "pgbackrest-$1.service"));
  }

  /**
   * The unit, with the files that are its triggers: on NixOS a path of the store is its content.
   */
  private static String asCompared(RenderedUnits units, String unit) {
    String text = units.unit(unit);
    return text
        + text.lines()
            .filter(line -> line.startsWith("X-Restart-Triggers="))
            .flatMap(line -> Stream.of(line.replaceFirst(".*=", "").split(" ")))
            .map(file -> units.files().getOrDefault(file, ""))
            .collect(Collectors.joining());
  }

  private static Object settings(RenderedUnits units) {
    return units.definition("services", "postgresql", "settings");
  }

  private RenderedUnits evaluated(String description, String name) throws IOException {
    Path folder = Files.createDirectory(scratch.resolve(name));
    Path host =
        Files.writeString(
            folder.resolve("host.nix"),
            """
            { pkgs, ... }: {
              system.stateVersion = "26.05";
              services.postgresql = {
                enable = true; package = pkgs.postgresql_16; dataDir = "/var/lib/postgresql/16/main";
              };
              %s
            }
            """
                .formatted(DescribedHost.TEMPLATE));
    return RenderedUnits.of(description, host.toString(), "", folder);
  }
}
