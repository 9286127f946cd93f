package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgbackrest2nix.exporter.Declaration.DeclaredJob;
import io.github.pgbackrest2nix.exporter.Declaration.DeclaredRepo;
import io.github.pgbackrest2nix.exporter.Declaration.DeclaredStanza;
import io.github.pgbackrest2nix.exporter.Declaration.Objectives;
import io.github.pgbackrest2nix.exporter.Declaration.Retention;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclarationReaderTest {
  private static Declaration read(String text) throws IOException {
    return DeclarationReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void readsEverything() throws IOException {
    String text =
        """
        {"version": 1, "hostname": "forge", "lockPath": "/run/pgbackrest",
         "jobs": [{"unit": "a.service", "result": "/var/lib/jobs/a"},
                  {"unit": "b.service", "stanza": "main", "result": "/var/lib/jobs/b"}],
         "stanzas": [
          {"name": "main", "dataDir": "/var/lib/pg \\" 16", "spoolPath": "/spool",
           "objectives": {"rpo": 300, "rto": 3600, "pitrWindow": 0, "offsitePitrWindow": 2419200},
           "repos": [
             {"key": 256, "name": "nas", "type": "posix", "path": "/srv/a b",
              "schedule": {"incr": ["*:20"], "full": ["01:00", "Sun 02:00"]},
              "maxAge": {"full": 90000, "incr": 7200},
              "retention": {"full": 7, "fullTime": 1, "diff": 4, "archive": 2, "archiveType": "incr"},
              "sizeLimit": 100000000000, "restoreDrill": "/var/lib/drill.json"}]}]}
        """;

    assertThat(read(text))
        .isEqualTo(
            new Declaration(
                "forge",
                Optional.of(Path.of("/run/pgbackrest")),
                List.of(
                    new DeclaredJob("a.service", Optional.empty(), Path.of("/var/lib/jobs/a")),
                    new DeclaredJob("b.service", Optional.of("main"), Path.of("/var/lib/jobs/b"))),
                List.of(
                    new DeclaredStanza(
                        "main",
                        Optional.of(Path.of("/var/lib/pg \" 16")),
                        Optional.of(Path.of("/spool")),
                        new Objectives(
                            OptionalLong.of(300),
                            OptionalLong.of(3600),
                            OptionalLong.of(0),
                            OptionalLong.of(2419200)),
                        List.of(
                            new DeclaredRepo(
                                256,
                                "nas",
                                Optional.of("posix"),
                                Optional.of(Path.of("/srv/a b")),
                                new TreeMap<>(
                                    Map.of(
                                        "full",
                                        List.of("01:00", "Sun 02:00"),
                                        "incr",
                                        List.of("*:20"))),
                                new TreeMap<>(Map.of("full", 90000L, "incr", 7200L)),
                                new Retention(
                                    OptionalLong.of(7),
                                    OptionalLong.of(1),
                                    OptionalLong.of(4),
                                    OptionalLong.of(2),
                                    "incr"),
                                OptionalLong.of(100_000_000_000L),
                                Optional.of(Path.of("/var/lib/drill.json"))))))));
  }

  @Test
  void asksForLittle() throws IOException {
    String text =
        "{\"version\":1,\"hostname\":\"h\",\"stanzas\":[{\"name\":\"a\",\"repos\":[{\"key\":1,\"name\":\"n\"}]}]}";

    assertThat(read(text))
        .isEqualTo(
            new Declaration(
                "h",
                Optional.empty(),
                List.of(),
                List.of(
                    new DeclaredStanza(
                        "a",
                        Optional.empty(),
                        Optional.empty(),
                        Objectives.NONE,
                        List.of(
                            new DeclaredRepo(
                                1,
                                "n",
                                Optional.empty(),
                                Optional.empty(),
                                new TreeMap<>(),
                                new TreeMap<>(),
                                Retention.NONE,
                                OptionalLong.empty(),
                                Optional.empty()))))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          []                     | not a JSON object
          {}                     | "version" is missing or not an integer
          {"version":"1"}        | "version" is missing or not an integer
          {"version":2}          | format version 2 is unknown, only version 1 can be read
          {"version":2,"later":1} | format version 2 is unknown, only version 1 can be read
          {"version":1,"later":1} | unknown key "later" in the declaration
          {"version":1,"lockPath":"run"} | "lockPath" of the declaration is not an absolute path
          {"version":1,"jobs":{}} | "jobs" is not a list
          {"version":1,"jobs":[7]} | jobs[0] is not an object
          {"version":1,"jobs":[{"unit":"a","result":"/a","user":"x"}]} | unknown key "user" in jobs[0]
          {"version":1,"jobs":[{"unit":"a"}]} | "result" of jobs[0] is missing
          {"version":1,"jobs":[{"unit":"a","result":"a"}]} | "result" of jobs[0] is not an absolute path
          {"version":1,"jobs":[{"result":"/a"}]} | "unit" of jobs[0] is missing, not a string, or blank
          {"version":1,"jobs":[{"stanza":""}]} | "stanza" of jobs[0] is missing, not a string, or blank
          {"version":1,"jobs":[{"unit":"a","result":"/a"},{"unit":"a","result":"/b"}]} | job "a" is declared twice
          {"version":1,"stanzas":[{"later":1}]} | unknown key "later" in stanzas[0]
          {"version":1,"stanzas":[{"dataDir":7}]} | "dataDir" of stanzas[0] is not an absolute path
          {"version":1,"stanzas":[{"objectives":{"rtx":1}}]} | unknown key "rtx" in stanzas[0].objectives
          {"version":1,"stanzas":[{"objectives":{"rpo":-1}}]} | "rpo" of stanzas[0].objectives is not an integer from 0 upwards
          {"version":1,"stanzas":[{"objectives":{"rpo":"5m"}}]} | "rpo" of stanzas[0].objectives is not an integer from 0 upwards
          {"version":1,"stanzas":[{"objectives":[]}]} | stanzas[0].objectives is not an object
          {"version":1,"stanzas":[{"repos":[{"folder":"/x"}]}]} | unknown key "folder" in stanzas[0].repos[0]
          {"version":1,"stanzas":[{"repos":[{"type":""}]}]} | "type" of stanzas[0].repos[0] is missing, not a string, or blank
          {"version":1,"stanzas":[{"repos":[{"schedule":{"weekly":[]}}]}]} | unknown key "weekly" in stanzas[0].repos[0].schedule
          {"version":1,"stanzas":[{"repos":[{"schedule":{"full":"daily"}}]}]} | "full" of stanzas[0].repos[0].schedule is not a list
          {"version":1,"stanzas":[{"repos":[{"schedule":{"full":[""]}}]}]} | an item in "full" of stanzas[0].repos[0].schedule is missing, not a string, or blank
          {"version":1,"stanzas":[{"repos":[{"maxAge":{"weekly":1}}]}]} | unknown key "weekly" in stanzas[0].repos[0].maxAge
          {"version":1,"stanzas":[{"repos":[{"retention":{"days":1}}]}]} | unknown key "days" in stanzas[0].repos[0].retention
          {"version":1,"stanzas":[{"repos":[{"retention":{"archiveType":"x"}}]}]} | "archiveType" of stanzas[0].repos[0].retention is no type of backups
          {"version":1,"stanzas":[{"repos":[{"restoreDrill":1}]}]} | "restoreDrill" of stanzas[0].repos[0] is not an absolute path
          {"version":1}          | "stanzas" is missing, not a list, or empty
          {"version":1,"hostname":"h","stanzas":[]} | "stanzas" is missing, not a list, or empty
          {"version":1,"hostname":"h","stanzas":[7]} | stanzas[0] is not an object
          {"version":1,"hostname":"h","stanzas":[{"name":"a"}]} | "repos" of stanzas[0] is missing, not a list, or empty
          {"version":1,"hostname":"h","stanzas":[{"repos":[{"key":1,"name":"n"}]}]} | "name" of stanzas[0] is missing, not a string, or blank
          {"version":1,"hostname":"h","stanzas":[{"name":"a","repos":[{"key":0,"name":"n"}]}]} | "key" of stanzas[0].repos[0] is missing or not an integer from 1 to 256
          {"version":1,"hostname":"h","stanzas":[{"name":"a","repos":[{"key":257,"name":"n"}]}]} | "key" of stanzas[0].repos[0] is missing or not an integer from 1 to 256
          {"version":1,"hostname":"h","stanzas":[{"name":"a","repos":[{"key":1.5,"name":"n"}]}]} | "key" of stanzas[0].repos[0] is missing or not an integer from 1 to 256
          {"version":1,"hostname":"h","stanzas":[{"name":"a","repos":[{"key":1}]}]} | "name" of stanzas[0].repos[0] is missing, not a string, or blank
          {"version":1,"hostname":"h","stanzas":[{"name":"a","repos":[{"key":1,"name":"n"},{"key":1,"name":"m"}]}]} | stanzas[0] declares repository 1 twice
          {"version":1,"hostname":"h","stanzas":[{"name":"a","repos":[{"key":1,"name":"n"}]},{"name":"a","repos":[{"key":1,"name":"n"}]}]} | stanza "a" is declared twice
          {"version":1,"hostname":" ","stanzas":[{"name":"a","repos":[{"key":1,"name":"n"}]}]} | "hostname" is missing, not a string, or blank
          {"version":1,"hostname":"h","stanzas":[{"name":"a","repos":[{"key":1,"name":"n"}]}]} {} | something follows the closing brace
          """)
  void refusesWhatIsWrongAndSaysWhat(String text, String message) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"``", "{\"version\":1", "{\"version\":1,\"version\":1}", "version: 1"})
  void refusesWhatIsNoJson(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
  }
}
