package io.github.pgbackrest2nix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.cli.Session.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an output directory remembers of the description that it was written from. */
final class OutputOwnerTest {
  private static final String DB1 = Descriptions.WITHOUT_METRICS;
  private static final String DB2 = DB1.replace("host: db1", "host: db2");

  @TempDir private Path out = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"", "--check", "--diff"})
  void anotherHostIsRefusedAndNothingChanges(String option) throws IOException {
    render(DB1, "db1.yaml");
    Map<String, String> before = contents();

    Result result = option.isEmpty() ? render(DB2, "db2.yaml") : render(DB2, "db2.yaml", option);

    assertThat(result)
        .isEqualTo(
            new Result(
                ExitCode.FINDINGS,
                "",
                """
                error: foreign-host: the module of the host "db1", from db1.yaml, is in this directory; that of "db2" would replace it
                 --> %s:2:1
                   = help: give each host a directory of its own to --out; if the host has a new name, delete the old module first; nothing is written

                1 error
                """
                    .formatted(out.resolve(WrittenFiles.NAME))));
    assertThat(contents()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"other.yaml", "a b.yaml", "b\u00FCro.yaml", "two\nlines.yaml", "<stdin>"})
  void theSameHostFromAnotherFileIsNot(String file) throws IOException {
    render(DB1, "db1.yaml");

    assertThat(render(DB1, file).status()).isEqualTo(ExitCode.CLEAN);
    assertThat(render(DB1, file).err()).isEqualTo(out + ": 0 written, 16 unchanged, 0 deleted\n");
    assertThat(Files.readAllLines(out.resolve(WrittenFiles.NAME)).get(1))
        .isEqualTo("# host db1, from " + file.replace('\n', '?'));
  }

  @Test
  void aListThatDoesNotSayItIsCompleted() throws IOException {
    render(DB1, "db1.yaml");
    Path list = out.resolve(WrittenFiles.NAME);
    String written = Files.readString(list);
    Files.writeString(list, written.replaceFirst("# host .*\n", ""));

    assertThat(render(DB1, "db1.yaml").status()).isEqualTo(ExitCode.CLEAN);
    assertThat(list).hasContent(written);
  }

  @Test
  void whatAnInterruptedRunLeftIsNamedAndLeftAlone() throws IOException {
    Path left = Files.createDirectory(out.resolve(".pgbackrest2nix-42"));
    Files.writeString(left.resolve("default.nix.before"), "mine");
    Files.writeString(out.resolve(".pgbackrest2nix-notes"), "mine");

    String said =
        "found %s: a run that was interrupted left it there; delete it, unless another one is writing just now\n"
            .formatted(left);

    assertThat(render(DB1, "db1.yaml").err()).contains(said);
    assertThat(render(DB1, "db1.yaml", "--check")).isEqualTo(new Result(ExitCode.CLEAN, "", said));
    assertThat(left.resolve("default.nix.before")).hasContent("mine");
  }

  private Result render(String description, String file, String... more) {
    return new Session()
        .input(description)
        .run(
            Stream.concat(
                    Stream.of("render", "-", "--stdin-filename", file, "--out", out + ""),
                    Stream.of(more))
                .toArray(String[]::new));
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return contents;
  }
}
