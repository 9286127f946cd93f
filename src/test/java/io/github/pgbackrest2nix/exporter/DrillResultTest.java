package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.exporter.Declaration.DeclaredRepo;
import io.github.pgbackrest2nix.exporter.Declaration.DeclaredStanza;
import io.github.pgbackrest2nix.exporter.Declaration.Objectives;
import io.github.pgbackrest2nix.exporter.Declaration.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the files of a restore drill tell of it, those of one that was cut off among them. */
class DrillResultTest {
  private static final long NOW = 1_000;
  private static final OptionalLong UNKNOWN = OptionalLong.empty();

  /** What a drill writes at its start, which was at 500. */
  private static final String RESERVED =
      "{'version':1,'success':false,'start':500,'end':500,'lastSuccess':9,'limit':%d}";

  private static final String SUCCEEDED =
      "{'version':1,'success':true,'start':5,'end':9,'lastSuccess':9,'restore':3,'lost':0,"
          + "'lastTransaction':4}";

  private static final DrillResult SUCCESS =
      new DrillResult(
          true,
          5,
          9,
          OptionalLong.of(9),
          OptionalLong.of(3),
          OptionalLong.of(0),
          OptionalLong.of(4));

  private static final DrillResult CUT_OFF =
      new DrillResult(false, 500, 500, OptionalLong.of(9), UNKNOWN, UNKNOWN, UNKNOWN);

  private final Path folder;

  DrillResultTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void isNothingBeforeTheFirstDrill() throws IOException {
    assertThat(host().drills()).isEmpty();
    assertThat(host().complaints()).isEmpty();
  }

  @Test
  void tellsOfTheLastDrill() throws IOException {
    write("drill.json", SUCCEEDED);

    assertThat(host().drills()).isEqualTo(Map.of(1, SUCCESS));
  }

  @Test
  void tellsOfTheLastDrillWhileAnotherRuns() throws IOException {
    write("drill.json", SUCCEEDED);
    write("drill.json.started", RESERVED.formatted(500));
    write("drill.running", "");

    assertThat(host().drills()).isEqualTo(Map.of(1, SUCCESS));
  }

  @Test
  void takesADrillThatRunsForLongerThanItMayForCutOff() throws IOException {
    write("drill.json", SUCCEEDED);
    write("drill.json.started", RESERVED.formatted(499));
    write("drill.running", "");

    assertThat(host().drills()).isEqualTo(Map.of(1, CUT_OFF));
  }

  @Test
  void takesADrillThatNoLongerRunsForCutOff() throws IOException {
    write("drill.json", SUCCEEDED);
    write("drill.json.started", RESERVED.formatted(86_400));

    assertThat(host().drills()).isEqualTo(Map.of(1, CUT_OFF));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'version':2,'success':true,'start':5,'end':9,'lastSuccess':9} | a restore drill of version 2",
        "{'version':1,'success':true,'start':5}                         | a restore drill lacks \"end\"",
        "{'version':1,                                                  | it is not JSON",
        "                                                               | a restore drill lacks \"version\"",
      })
  void takesAResultThatCannotBeReadForAFailure(@Nullable String text, String complaint)
      throws IOException {
    write("drill.json", text == null ? "" : text);

    assertThat(host().drills())
        .isEqualTo(Map.of(1, new DrillResult(false, NOW, NOW, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)));
    assertThat(host().complaints())
        .containsExactly(
            "cannot read how the restore drill of repository 1 went of stanza \"main\": "
                + complaint);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text.replace("'", "\""));
  }

  private HostFacts host() {
    DeclaredRepo repo =
        new DeclaredRepo(
            1,
            "nas",
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(),
            new TreeMap<>(),
            Retention.NONE,
            UNKNOWN,
            Optional.of(folder.resolve("drill.json")));
    DeclaredStanza stanza =
        new DeclaredStanza(
            "main", Optional.empty(), Optional.empty(), Objectives.NONE, List.of(repo));
    return LocalHost.read(stanza, Optional.of(folder), NOW);
  }
}
