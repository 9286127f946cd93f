package io.github.pgbackrest2nix.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
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
    "systemd.timers.pgbackrest-full-backup.timerConfig.OnCalendar",
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
    String option = "systemd.timers.pgbackrest-full-backup.timerConfig.OnCalendar";
    String value =
        "assertions = [ { assertion = false; message = toString config.%s; } ];".formatted(option);

    assertThat(evaluate(option + " = lib.mkForce \"04:00\";", value).failedAssertions())
        .isEqualTo(List.of("04:00"));
  }

  private ExampleHost.Answer evaluate(String... host) {
    Example forge = Example.forge();
    String[] whole = new String[host.length + 1];
    whole[0] = ExampleHost.good(forge);
    System.arraycopy(host, 0, whole, 1, host.length);
    return ExampleHost.of(forge, scratch).evaluate(whole);
  }
}
