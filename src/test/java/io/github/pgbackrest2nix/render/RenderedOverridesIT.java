package io.github.pgbackrest2nix.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a host's own configuration decides against the module's, and what it must not. */
final class RenderedOverridesIT {
  @TempDir Path scratch = Path.of("");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "services.postgresql.settings.archive_timeout |         | 300",
        "services.postgresql.settings.archive_timeout | 60      | 60",
        "services.postgresql.settings.archive_timeout | '1min'  | 1min",
        "services.postgresql.settings.archive_mode    |         | on",
        "services.postgresql.settings.archive_mode    | 'always' | always",
        "services.sanoid.interval                     |         | *:0/5",
        "services.sanoid.interval                     | 'minutely' | minutely",
      },
      quoteCharacter = '^')
  void ofTheHostWin(String option, @Nullable String own, String result) {
    String definition = own == null ? "" : "%s = %s;".formatted(option, own.replace('\'', '"'));
    // An assertion that fails tells its message: the value that counts.
    String value =
        "assertions = [ { assertion = false; message = toString config.%s; } ];".formatted(option);

    assertThat(evaluate(definition, value).failedAssertions()).isEqualTo(List.of(result));
  }

  @ParameterizedTest
  @CsvSource({
    "services.postgresql.settings.archive_command",
    "systemd.services.pgbackrest-check.serviceConfig.User"
  })
  void ofTheHostAreRefusedByNameWhereTheyWouldUndoBackups(String option) {
    assertThatThrownBy(() -> evaluate(option + " = \"x\";"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(option.replaceFirst(".*\\.", ""))
        .hasMessageContaining("conflict");
  }

  @Test
  void ofTheHostMayBeForced() {
    String option = "systemd.services.pgbackrest-check.serviceConfig.User";
    String value =
        "assertions = [ { assertion = false; message = toString config.%s; } ];".formatted(option);

    assertThat(evaluate(option + " = lib.mkForce \"dba\";", value).failedAssertions())
        .isEqualTo(List.of("dba"));
  }

  /** All of them on one host, which tells what counts. */
  @Test
  void ofTheHostWinOverEveryCalendarWeightAndLimit() {
    Map<String, String> own = new TreeMap<>();
    String backup = "systemd.services.pgbackrest-full-backup-nas.";
    String drill = "systemd.services.pgbackrest-restore-drill-nas.";
    own.put("services.logrotate.settings.pgbackrest.frequency", "daily");
    own.put("services.logrotate.settings.pgbackrest.rotate", "3");
    own.put("systemd.services.pgbackrest-check.serviceConfig.TimeoutStartSec", "5min");
    own.put("systemd.services.pgbackrest-credentials.serviceConfig.TimeoutStartSec", "6min");
    own.put("systemd.services.pgbackrest-full-backup.description", "Ours, everywhere");
    own.put(backup + "description", "Ours");
    own.put(backup + "serviceConfig.CPUWeight", "99");
    own.put(backup + "serviceConfig.IOWeight", "98");
    own.put(backup + "serviceConfig.Nice", "0");
    own.put(backup + "serviceConfig.TimeoutStartSec", "3d");
    own.put("systemd.services.pgbackrest-metrics.serviceConfig.Nice", "1");
    own.put("systemd.services.pgbackrest-metrics.serviceConfig.TimeoutStartSec", "7min");
    own.put(drill + "serviceConfig.CPUWeight", "97");
    own.put(drill + "serviceConfig.IOSchedulingClass", "best-effort");
    own.put(drill + "serviceConfig.IOWeight", "96");
    own.put(drill + "serviceConfig.Nice", "2");
    own.put(drill + "serviceConfig.TimeoutStartSec", "1d");
    own.put("systemd.services.pgbackrest-stanza-create.serviceConfig.TimeoutStartSec", "1h");
    own.put("systemd.timers.pgbackrest-check.timerConfig.OnCalendar", "monthly");
    own.put("systemd.timers.pgbackrest-full-backup.description", "Ours, by the clock");
    own.put("systemd.timers.pgbackrest-full-backup.timerConfig.OnCalendar", "03:00");
    own.put("systemd.timers.pgbackrest-full-backup.timerConfig.Persistent", "false");
    own.put("systemd.timers.pgbackrest-full-backup.timerConfig.RandomizedDelaySec", "1min");
    own.put("systemd.timers.pgbackrest-metrics.timerConfig.OnBootSec", "9min");
    own.put("systemd.timers.pgbackrest-metrics.timerConfig.OnCalendar", "*:0/5");
    own.put("systemd.timers.pgbackrest-restore-drill-nas.timerConfig.OnCalendar", "yearly");

    StringBuilder host = new StringBuilder();
    own.forEach(
        (option, value) -> host.append(option).append(" = ").append(nix(value)).append(";\n"));
    String telling =
        own.keySet().stream()
            .map("{ assertion = false; message = builtins.toJSON config.%s; }"::formatted)
            .collect(Collectors.joining("\n", "assertions = lib.mkForce [\n", "];"));

    assertThat(evaluate(host.toString(), telling).failedAssertions())
        .isEqualTo(own.values().stream().map(RenderedOverridesIT::nix).toList());
  }

  /** A number or a boolean as it is, anything else as a string; JSON has the same. */
  private static String nix(String value) {
    return value.matches("[0-9]+|true|false") ? value : '"' + value + '"';
  }

  private ExampleHost.Answer evaluate(String... host) {
    Example forge = Example.forge();
    String[] whole = new String[host.length + 1];
    whole[0] = ExampleHost.good(forge);
    System.arraycopy(host, 0, whole, 1, host.length);
    return ExampleHost.of(forge, scratch).evaluate(whole);
  }
}
