package io.github.pgbackrest2nix.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Command;
import io.github.pgbackrest2nix.testing.Outcome;
import io.github.pgbackrest2nix.testing.RequiredTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real sanoid reads the file that NixOS makes of an example's {@code services.sanoid}. */
final class RenderedSanoidIT {
  /** What the host defines besides: the template that the example only refers to. */
  private static final String PROD =
      """
      [template_prod]
      daily=1
      frequently=0
      hourly=0
      monthly=0
      yearly=0
      """;

  @TempDir Path scratch = Path.of("");

  @Test
  void takesTheSnapshotsThatAreDescribed() throws IOException {
    Outcome outcome = sanoid(configuration() + PROD);

    assertThat(outcome.status()).as("%s", outcome).isZero();
    assertThat(outcome.everything()).doesNotContain("FATAL", "WARN", "I don't understand");
    List<String> taken =
        outcome
            .output()
            .lines()
            .filter(line -> line.startsWith("taking snapshot "))
            .map(
                line ->
                    line.replace("taking snapshot ", "")
                        .replaceFirst("@autosnap_[0-9_:-]+_", "@")
                        .strip())
            .sorted()
            .toList();
    assertThat(taken)
        .containsExactly(
            "tank/services/postgresql/main-wal@daily",
            "tank/services/postgresql/main-wal@frequently",
            "tank/services/postgresql/main-wal@hourly",
            "tank/services/postgresql/main@daily");
  }

  @Test
  void wouldNotAcceptAMisspeltSetting() throws IOException {
    Outcome outcome = sanoid(configuration().replace("frequent_period", "frequentPeriod") + PROD);

    assertThat(outcome.status()).isNotZero();
    assertThat(outcome.everything()).contains("I don't understand the setting frequentPeriod");
  }

  /** Spells the settings as lib.generators.toINI does for the module services.sanoid. */
  private String configuration() {
    Example forge = Example.forge();
    Map<?, ?> definitions =
        ExampleHost.of(forge, scratch).evaluate(ExampleHost.good(forge)).definitions();
    Map<?, ?> sanoid = at(at(definitions, "services"), "sanoid");
    return sections(at(sanoid, "datasets"), "") + sections(at(sanoid, "templates"), "template_");
  }

  private static String sections(Map<?, ?> named, String prefix) {
    assertThat(named).isNotEmpty();
    return named.entrySet().stream()
        .map(
            entry ->
                "[%s%s]\n%s\n"
                    .formatted(
                        prefix,
                        entry.getKey(),
                        lines((Map<?, ?>) Objects.requireNonNull(entry.getValue()))))
        .collect(Collectors.joining());
  }

  private static String lines(Map<?, ?> settings) {
    return settings.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + value(Objects.requireNonNull(entry.getValue())) + "\n")
        .collect(Collectors.joining());
  }

  private static String value(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(Object::toString).collect(Collectors.joining(","))
        : value.toString();
  }

  private Outcome sanoid(String configuration) throws IOException {
    Path folder = Files.createTempDirectory(scratch, "sanoid");
    Files.writeString(folder.resolve("sanoid.conf"), configuration);
    for (String name : List.of("zfs", "zpool")) {
      Files.writeString(folder.resolve(name), "#!/bin/sh\nexit 0\n");
      Files.setPosixFilePermissions(
          folder.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return Command.of(
            "env",
            "PATH=" + folder + ":/usr/bin:/bin",
            RequiredTool.find("sanoid").toString(),
            "--configdir=" + folder,
            "--run-dir=" + folder,
            "--cache-dir=" + folder,
            "--readonly",
            "--verbose",
            "--take-snapshots")
        .run();
  }

  private static Map<?, ?> at(Map<?, ?> map, String name) {
    return map.get(name) instanceof Map<?, ?> below ? below : Map.of();
  }
}
