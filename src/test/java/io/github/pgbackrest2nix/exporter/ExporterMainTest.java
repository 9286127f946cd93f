package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExporterMainTest {
  private final Path folder;

  ExporterMainTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private record Outcome(int exit, String out, String err) {}

  private static Outcome run(List<String> args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        ExporterMain.run(
            args,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Outcome(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private List<String> collect(String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "collect",
                "--declaration=" + folder.resolve("declaration.json"),
                "--textfile=" + folder.resolve("a.prom"),
                "--state=" + folder.resolve("state.json"),
                "--pgbackrest=" + folder.resolve("pgbackrest")));
    args.addAll(List.of(more));
    return args;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--help", "-h", "collect --help", "collect --state x --help", "serve --help"})
  void helps(String line) {
    Outcome outcome = run(List.of(line.split(" ")));

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).startsWith("Usage: pgbackrest-metrics collect OPTIONS\n");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void tellsItsVersion() {
    assertThat(run(List.of("--version")).out())
        .matches("pgbackrest-metrics \\d+\\.\\d+\\.\\d+\\S*\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                        | no command
          scrape                    | unknown command "scrape"
          collect                   | --textfile is missing
          collect --textfile        | --textfile needs a value
          collect --textfile=       | --textfile is missing
          collect --textfile=a      | --textfile must end in ".prom", for node_exporter reads nothing else: "a"
          collect --textfile=a.prom | --declaration is missing
          collect --state=a --state b | --state is given twice
          collect --colour          | unknown option "--colour"
          collect file              | unknown option "file"
          serve --textfile a.prom   | unknown option "--textfile"
          serve                     | --declaration is missing
          serve --declaration=a     | --pgbackrest is missing
          serve --interval=often    | --interval must be a duration such as "90s" or "2m", at most a day: "often"
          serve --listen=9854       | --listen must be an address and a port such as "127.0.0.1:9854" or "[::]:9854": "9854"
          serve --listen=:9854      | --listen must be an address and a port such as "127.0.0.1:9854" or "[::]:9854": ":9854"
          serve --listen=::1:9854   | --listen must be an address and a port such as "127.0.0.1:9854" or "[::]:9854": "::1:9854"
          serve --listen=a:65536    | --listen must be an address and a port such as "127.0.0.1:9854" or "[::]:9854": "a:65536"
          serve --listen=[1.2]:1    | --listen must be an address and a port such as "127.0.0.1:9854" or "[::]:9854": "[1.2]:1"
          serve --listen=a.invalid:1 | --listen names a host without an address: "a.invalid"
          """)
  void refusesACommandLineThatItDoesNotUnderstand(String line, String message) {
    List<String> args = line.isEmpty() ? List.of() : List.of(line.split(" "));

    assertThat(run(args))
        .isEqualTo(
            new Outcome(
                2, "", "pgbackrest-metrics: " + message + "\ntry \"pgbackrest-metrics --help\"\n"));
  }

  @ParameterizedTest
  @CsvSource({"1ms,1", "90s,90000", "2m,120000", "24h,86400000"})
  void readsDurations(String text, long millis) throws UsageException {
    Arguments arguments = Arguments.parse(List.of("--timeout", text), Set.of("--timeout"));

    assertThat(arguments.duration("--timeout", "1s")).hasMillis(millis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s",
        "0s",
        "10",
        "1.5s",
        "-1s",
        "+1s",
        "1 s",
        "1S",
        "25h",
        "99999999999s",
        "٣s"
      })
  void refusesWhatIsNoDuration(String text) {
    assertThat(run(collect("--timeout=" + text)))
        .isEqualTo(
            new Outcome(
                2,
                "",
                "pgbackrest-metrics: --timeout must be a duration such as \"90s\" or \"2m\", at"
                    + " most a day: \""
                    + text
                    + "\"\ntry \"pgbackrest-metrics --help\"\n"));
  }

  @Test
  void cannotRunWithoutADeclaration() {
    assertThat(run(collect()))
        .isEqualTo(
            new Outcome(
                3,
                "",
                "pgbackrest-metrics: cannot read the declaration \""
                    + folder.resolve("declaration.json")
                    + "\": no such file or directory\n"));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void saysInTheMetricsThatPgBackRestCannotBeStarted() throws Exception {
    Files.writeString(
        folder.resolve("declaration.json"),
        """
        {"version":1,"hostname":"h","stanzas":[{"name":"main","repos":[{"key":1,"name":"n"}]}]}
        """);

    Outcome outcome = run(collect("--strict"));

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err())
        .startsWith("pgbackrest-metrics: stanza \"main\" in repo1: pgbackrest cannot be started: ");
    assertThat(folder.resolve("a.prom"))
        .content()
        .contains(
            "\npgbackrest_collection_success{hostname=\"h\",repo=\"repo1\",stanza=\"main\"} 0.0\n");
  }
}
