package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgbackrest2nix.exporter.BackupInfo.Details;
import io.github.pgbackrest2nix.exporter.BackupInfo.Sizes;
import io.github.pgbackrest2nix.exporter.StanzaInfo.Lock;
import io.github.pgbackrest2nix.exporter.StanzaInfo.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class InfoOutputTest {
  private static final OptionalLong NONE = OptionalLong.empty();
  private static final long MAX_BYTES = 1 << 20;
  private static final String EMPTY_STANZA =
      "[{\"name\":\"main\",\"status\":{\"code\":0,\"message\":\"ok\"}}]";

  private static List<StanzaInfo> read(String text) throws IOException {
    return new InfoOutput().read(stream(text), MAX_BYTES, each -> each);
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static StanzaInfo stanza(
      Status status, Optional<Lock> backupLock, List<BackupInfo> backups) {
    return new StanzaInfo(
        "main", status, backupLock, Optional.empty(), List.of(), List.of(), List.of(), backups);
  }

  @Test
  void skipsWarningsBeforeTheJson() throws IOException {
    InfoOutput output = new InfoOutput();
    String warning = "P00   WARN: configuration file contains invalid option 'x[1]'";

    List<StanzaInfo> stanzas =
        output.read(stream(warning + "\n" + EMPTY_STANZA), MAX_BYTES, each -> each);

    assertThat(stanzas).containsExactly(stanza(new Status(0, "ok"), Optional.empty(), List.of()));
    assertThat(output.preamble()).containsExactly(warning);
  }

  @Test
  void keepsTheErrorThatCameInsteadOfTheJson() {
    InfoOutput output = new InfoOutput();
    String error = "P00  ERROR: [037]: info command requires option: repo2-s3-key";

    assertThatThrownBy(() -> output.read(stream(error + "\n"), MAX_BYTES, each -> each))
        .isInstanceOf(IOException.class)
        .hasMessage("pgbackrest wrote no JSON");
    assertThat(output.preamble()).containsExactly(error);
  }

  @Test
  void refusesARecordingThatBreaksOffAnywhere() throws IOException {
    String whole = Files.readString(Recordings.file("2.60", "two-repos"));

    for (int length = 1; length < whole.length(); length++) {
      String part = whole.substring(0, length);
      assertThatThrownBy(() -> read(part)).as(part).isInstanceOf(JacksonException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[nonsense]",
        "[{\"name\":\"main\" \"status\":1}]",
        "[{\"name\":\"a\",\"name\":\"b\"}]",
        "[\u0001]",
        "[}"
      })
  void refusesWhatIsNoJson(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(JacksonException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [1]                                          | a stanza in the answer lacks "name"
          [null]                                       | a stanza in the answer lacks "name"
          [{"name":"a"}]                               | a stanza in the answer lacks "status"
          [{"name":"a","status":null}]                 | a status in the answer lacks "code"
          [{"name":"a","status":{"code":"0"}}]         | a status in the answer lacks "code"
          [{"name":"a","status":{"code":4294967296}}]  | a status in the answer lacks "code"
          [{"name":"a","status":{"code":0},"repo":[{}]}] | a repository in the answer lacks "key"
          [{"name":"a","status":{"code":0},"backup":[{"label":"x","type":"full","timestamp":{"stop":1}}]}] | a backup in the answer lacks "database.repo-key"
          [{"name":"a","status":{"code":0},"backup":[{"database":{"repo-key":1},"label":"x","type":"full","timestamp":{"stop":null}}]}] | a backup in the answer lacks "timestamp.stop"
          """)
  void refusesAnAnswerWithoutWhatItNeeds(String text, String message) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class).hasMessage(message);
  }

  @Test
  void toleratesUnknownFieldsAndNulls() throws IOException {
    String text =
        """
        [{"new":[{"a":[1,{"b":null}]}],"name":"main","repo":null,"archive":null,
          "status":{"code":2,"message":null,"lock":{"backup":{"held":true}}},
          "backup":[{"info":{"repository":{"delta":null,"delta-map":1}},"type":"weekly",
            "error":null,"database":{"id":1,"repo-key":3},"label":"L",
            "timestamp":{"start":null,"stop":5}}]}]
        """;

    assertThat(read(text))
        .containsExactly(
            stanza(
                new Status(2, ""),
                Optional.of(new Lock(true, NONE, NONE, List.of())),
                List.of(
                    new BackupInfo(
                        3,
                        1,
                        "L",
                        "weekly",
                        NONE,
                        5,
                        new Sizes(NONE, NONE, NONE, NONE, NONE, OptionalLong.of(1)),
                        Optional.empty(),
                        Details.UNKNOWN))));
  }

  @Test
  void refusesMoreThanTheLimitWhereverItStands() {
    String blanks = " ".repeat(1 << 10);

    for (String text : List.of(blanks, blanks + "\n[]", "[" + blanks + "]", "[]" + blanks)) {
      assertThatThrownBy(() -> new InfoOutput().read(stream(text), 1 << 9, each -> each))
          .isInstanceOfAny(IOException.class, JacksonException.class)
          .hasMessageContaining("pgbackrest wrote more than 0 MiB");
    }
  }

  @Test
  void keepsOnlyAFewLinesOfALongPreamble() {
    InfoOutput output = new InfoOutput();

    assertThatThrownBy(
            () -> output.read(stream("no\u001b[31m\n".repeat(100_000)), MAX_BYTES, each -> each))
        .isInstanceOf(IOException.class);
    assertThat(output.preamble())
        .containsExactly("no [31m", "no [31m", "no [31m", "no [31m", "no [31m");
  }
}
