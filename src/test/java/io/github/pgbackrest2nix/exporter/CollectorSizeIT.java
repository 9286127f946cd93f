package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar with the memory that its unit gives it, where there are very many backups. */
@Timeout(240)
class CollectorSizeIT {
  private static final Path JAVA = ExporterJar.javas().get(0);
  private static final String INFO_JSON =
      Path.of("src/test/bench/InfoJson.java").toAbsolutePath().toString();

  private final Path folder;

  CollectorSizeIT(@TempDir Path folder) {
    this.folder = folder;
  }

  private void answer(int stanzas, int repos, int backups) throws Exception {
    List<String> command = new ArrayList<>(List.of(JAVA.toString(), INFO_JSON));
    Stream.of(stanzas, repos, backups).map(String::valueOf).forEach(command::add);
    command.add(folder.toString());
    assertThat(ExporterJar.run(folder, command).exit()).isZero();
  }

  /** Answers {@code info} with the file that this shell code prints, all else with nothing. */
  private void script(String info) throws IOException {
    Script.write(folder, "for last; do :; done\n[ \"$last\" != info ] || " + info + "\n");
  }

  private ExporterJar.Outcome collect(String heap, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "collect",
                "--declaration=declaration.json",
                "--textfile=pgbackrest.prom",
                "--state=state.json",
                "--pgbackrest=" + folder.resolve("pgbackrest")));
    arguments.addAll(List.of(more));
    return ExporterJar.run(
        JAVA, folder, List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", heap), arguments);
  }

  private long series(String metric) throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve("pgbackrest.prom"))) {
      return lines.filter(line -> line.startsWith(metric + "{")).count();
    }
  }

  private List<String> values(String metric) throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve("pgbackrest.prom"))) {
      return lines
          .filter(line -> line.startsWith(metric + "{"))
          .map(line -> line.substring(line.lastIndexOf(' ') + 1))
          .distinct()
          .toList();
    }
  }

  @Test
  void collectsEightyThousandBackupsInTheMemoryOfTheUnit() throws Exception {
    answer(100, 4, 200);
    script("cat info.json");

    assertThat(collect("-Xmx64m")).isEqualTo(new ExporterJar.Outcome(0, "", ""));
    assertThat(series("pgbackrest_backup_count")).isEqualTo(400);
    assertThat(values("pgbackrest_backup_count")).containsExactly("200.0");
    assertThat(values("pgbackrest_collection_error_code")).containsExactly("0.0");
    assertThat(values("pgbackrest_repo_size_bytes")).hasSize(1);
    assertThat(series("pgbackrest_backup_info")).isZero();

    assertThat(collect("-Xmx64m", "--per-backup")).isEqualTo(new ExporterJar.Outcome(0, "", ""));
    assertThat(values("pgbackrest_backup_count")).containsExactly("200.0");
    assertThat(series("pgbackrest_backup_info")).isEqualTo(80_000);
    assertThat(series("pgbackrest_backup_duration_seconds")).isEqualTo(80_000);
  }

  @Test
  void saysWhichRepositoryIsTooMuchAndCollectsTheOther() throws Exception {
    answer(1, 2, 20);
    // As pgBackRest answers for repository 2 alone.
    String few = Files.readString(folder.resolve("info.json")).replace("key\":1", "key\":3");
    Files.writeString(folder.resolve("few.json"), few);
    answer(1, 2, 40_000);
    script("case \"$*\" in *--repo=2*) cat few.json ;; *) cat info.json ;; esac");

    ExporterJar.Outcome outcome = collect("-Xmx12m");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err())
        .startsWith("pgbackrest-metrics: stanza \"s0\" in repo1: ")
        .contains("what pgbackrest wrote is more than fits in memory: the heap has 1");
    assertThat(Files.readAllLines(folder.resolve("pgbackrest.prom")))
        .contains(
            "pgbackrest_collection_error_code{hostname=\"forge\",repo=\"repo1\",stanza=\"s0\"} 5.0",
            "pgbackrest_collection_error_code{hostname=\"forge\",repo=\"repo2\",stanza=\"s0\"} 0.0",
            "pgbackrest_backup_count{hostname=\"forge\",repo=\"repo2\",stanza=\"s0\"} 20.0");
  }

  @Test
  void leavesOutEveryBackupWhereThatIsTooMuch() throws Exception {
    answer(100, 4, 200);
    script("cat info.json");

    assertThat(collect("-Xmx20m", "--per-backup").exit()).isZero();
    assertThat(series("pgbackrest_backup_info")).isZero();
    assertThat(series("pgbackrest_collection_error_code")).isEqualTo(400);
    assertThat(values("pgbackrest_collection_error_code")).containsExactly("5.0");
  }
}
