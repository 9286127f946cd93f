package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pgbackrest2nix.testing.RequiredTool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real program, and what may come instead. */
@Timeout(60)
class SystemdAnalyzeIT {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Path folder;

  SystemdAnalyzeIT(@TempDir Path folder) {
    this.folder = folder;
  }

  private static Calendars program(Path path) {
    return SystemdAnalyze.find(Optional.of(path), LONG);
  }

  @Test
  void tellsWhenEachIsDueInTheTimeOfTheHost() throws Exception {
    Path real = RequiredTool.find("systemd-analyze");
    Path inBerlin = Script.write(folder, "TZ=Europe/Berlin exec '" + real + "' \"$@\"\n");
    List<String> expressions =
        List.of("2099-07-01 12:00", "2099-07-01 12:00 UTC", "2000-01-01", "2099-01-01 00:00:00.25");

    assertThat(program(inBerlin).next(expressions))
        .isEqualTo(
            Map.of(
                "2099-07-01 12:00",
                seconds("2099-07-01T10:00:00Z"),
                "2099-07-01 12:00 UTC",
                seconds("2099-07-01T12:00:00Z"),
                "2099-01-01 00:00:00.25",
                seconds("2098-12-31T23:00:00Z")));
  }

  @Test
  void tellsItWhereTheHostsTimeIsUtc() throws Exception {
    Path real = RequiredTool.find("systemd-analyze");
    Path utc = Script.write(folder, "TZ=UTC exec '" + real + "' \"$@\"\n");
    long now = Instant.now().getEpochSecond();

    Map<String, Long> next = program(utc).next(List.of("*-*-* *:*:00", "2099-01-01"));

    assertThat(next).containsOnlyKeys("*-*-* *:*:00", "2099-01-01");
    assertThat(next.get("*-*-* *:*:00")).isBetween(now, now + 120);
    assertThat(next).containsEntry("2099-01-01", seconds("2099-01-01T00:00:00Z"));
  }

  @Test
  void isNotAskedForNothing() throws Exception {
    assertThat(program(folder.resolve("missing")).next(List.of())).isEmpty();
  }

  @Test
  void saysWhatItCannotTell() throws IOException {
    RequiredTool.find("systemd-analyze");
    Calendars real = program(RequiredTool.find("systemd-analyze"));

    assertThat(reason(real, List.of("nonsense")))
        .isEqualTo(
            "it was asked for 1 schedules and told of 0 (exit status 1)\n"
                + "Failed to parse calendar specification 'nonsense': Invalid argument");
    assertThat(reason(program(folder.resolve("missing")), List.of("daily")))
        .startsWith("systemd-analyze cannot be started: ");
  }

  private static String reason(Calendars calendars, List<String> expressions) {
    return catchThrowableOfType(InfoFailedException.class, () -> calendars.next(expressions))
        .reason();
  }

  private static long seconds(String time) {
    return Instant.parse(time).getEpochSecond();
  }
}
