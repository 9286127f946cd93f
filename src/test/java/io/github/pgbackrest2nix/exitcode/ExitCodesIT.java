package io.github.pgbackrest2nix.exitcode;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.InstalledPgBackRest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the exit codes against each installed release. */
class ExitCodesIT {
  @ParameterizedTest
  @EnumSource
  void areTheErrorsOfTheProgramAndAllOfThem(DebianRoot root) throws IOException {
    Path program = root.folder().resolve("usr/bin/pgbackrest");

    assertThat(ErrorTable.read(program)).isEqualTo(ours());
  }

  /** That an error's code is the exit code: those that take neither repository nor PostgreSQL. */
  @ParameterizedTest
  @EnumSource(names = "HOST")
  void areWhatTheProgramEndsWith(DebianRoot root, @TempDir Path folder) {
    InstalledPgBackRest pgbackrest = InstalledPgBackRest.of(root);
    List<Integer> codes = new ArrayList<>();
    codes.add(pgbackrest.run(List.of("no-such-command")).exit());
    codes.add(pgbackrest.configured(folder, "backup", List.of("no equals sign"), List.of()).exit());
    codes.add(pgbackrest.run(List.of("backup", "--no-such-option")).exit());
    codes.add(
        pgbackrest.configured(folder, "backup", List.of("process-max=many"), List.of()).exit());
    codes.add(pgbackrest.run(List.of("--no-config", "--stanza=main", "backup")).exit());
    codes.add(pgbackrest.configured(folder, "backup", List.of(), List.of()).exit());

    Map<Integer, String> ours = ours();
    assertThat(codes.stream().map(ours::get))
        .containsExactly(
            "command-invalid",
            "format",
            "option-invalid",
            "option-invalid-value",
            "option-required",
            "file-missing");
  }

  private static SortedMap<Integer, String> ours() {
    SortedMap<Integer, String> names = new TreeMap<>();
    ExitCodes.all().forEach(entry -> names.putAll(entry.names()));
    names.values().removeAll(Collections.singleton(""));
    return names;
  }
}
