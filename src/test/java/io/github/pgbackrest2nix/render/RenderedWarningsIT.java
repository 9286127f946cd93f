package io.github.pgbackrest2nix.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What evaluation warns of, and what the units do about it. */
final class RenderedWarningsIT {
  private static final String ZONE =
      "%s.yaml: time.timeZone of this host is not %s (not set means UTC), which the description was"
          + " checked in: the timers run by the host's clock, so windows and alerts may not fit;"
          + " make the two equal, here or as target.timeZone.";
  private static final String OTHER =
      "two-stanzas.yaml: services.postgresql does not run the cluster of stanza %s (%s), so this"
          + " module does not set its archive_command, without which its backups fail: set it in"
          + " that cluster's own configuration as RUNBOOK.md, Other clusters, says.";
  private static final String NEW_YORK = "time.timeZone = \"America/New_York\";";

  @TempDir private Path scratch = Path.of("");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "forge           | \"Europe/Berlin\"    |",
        "forge           | \"Europe/Vienna\"    | Europe/Berlin",
        "forge           | null                 | Europe/Berlin",
        "one-host-posix  | null                 |",
        "one-host-posix  | \"UTC\"              |",
        "one-host-posix  | \"Etc/UTC\"          |",
        "one-host-posix  | \"Europe/Berlin\"    | UTC",
      })
  void tellOfAnotherTimeZone(String name, String zone, @Nullable String described) {
    Example example = new Example(name);

    ExampleHost.Answer answer =
        ExampleHost.of(example, scratch)
            .evaluate(ExampleHost.good(example), "time.timeZone = " + zone + ";");

    assertThat(answer.failedAssertions()).isEmpty();
    assertThat(answer.warnings())
        .isEqualTo(described == null ? List.of() : List.of(ZONE.formatted(name, described)));
  }

  @Test
  void nameTheStanzaThatNixOsDoesNotRun() {
    Example example = new Example("two-stanzas");
    ExampleHost host = ExampleHost.of(example, scratch);

    assertThat(host.evaluate(ExampleHost.good(example), NEW_YORK).warnings())
        .isEqualTo(List.of(OTHER.formatted("reports", "/var/lib/postgresql/reports")));
    assertThat(host.evaluate(reports(), NEW_YORK).warnings())
        .isEqualTo(List.of(OTHER.formatted("orders", "/var/lib/postgresql/16")));
  }

  @Test
  void eachStanzaWaitsForItsOwnCluster() {
    Example example = new Example("two-stanzas");
    ExampleHost host = ExampleHost.of(example, scratch);
    String systemctl = "is-active --quiet postgresql.service";

    assertThat(conditions(host.evaluate(ExampleHost.good(example))))
        .isEqualTo(List.of(systemctl, "test -e /var/lib/postgresql/reports/postmaster.pid"));
    assertThat(conditions(host.evaluate(reports())))
        .isEqualTo(List.of("test -e /var/lib/postgresql/16/postmaster.pid", systemctl));
  }

  private static String reports() {
    return "services.postgresql = { enable = true; package = pkgs.postgresql_17;"
        + " dataDir = \"/var/lib/postgresql/reports\"; };";
  }

  private static List<String> conditions(ExampleHost.Answer answer) {
    return List.of(
        condition(answer, "orders-backup-full-backup-local"),
        condition(answer, "pgbackrest-reports-full-backup-local"));
  }

  private static String condition(ExampleHost.Answer answer, String unit) {
    Object value = answer.definitions();
    for (String name : List.of("systemd", "services", unit, "serviceConfig", "ExecCondition")) {
      value = Objects.requireNonNull(((Map<?, ?>) value).get(name), name);
    }
    return ("" + value).replaceAll("^\\+?/nix/store/[^ ]*/bin/(systemctl )?", "");
  }
}
