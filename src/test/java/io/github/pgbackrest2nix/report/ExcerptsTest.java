package io.github.pgbackrest2nix.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import io.github.pgbackrest2nix.source.SourceText;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExcerptsTest {
  static Stream<Arguments> parsed() {
    return Stream.of(
        Arguments.of("host: forge", "host: forge"),
        Arguments.of(
            "repos: { keys: { key: 1, path: /r } }", "repos: { keys: { key: 1, path: /r } }"),
        Arguments.of(
            "stanzas: { pass: { settings: { x: y } } }",
            "stanzas: { pass: { settings: { x: y } } }"),
        Arguments.of(
            "repos: { r: { credentials: { token: abc } } }",
            "repos: { r: { credentials: { token: *** } } }"),
        Arguments.of(
            "repos:\n  r:\n    credentials: abc # was: def\n    path: /r",
            "repos:\n  r:\n    credentials: *** * **** ***\n    path: /r"),
        Arguments.of("repos: { r: { key: abc } }", "repos: { r: { key: *** } }"),
        Arguments.of(
            "repos: { credentials: { key: abc } }", "repos: { credentials: { key: *** } }"),
        Arguments.of(
            "schedules: { token: [ab, { c: d }], pass: ef }",
            "schedules: { token: [**, { c: * }], pass: ** }"),
        Arguments.of(
            "alerts: { severity: { keySecret: abc } }", "alerts: { severity: { keySecret: *** } }"),
        Arguments.of(
            "alerts: { severity: { PostgreSQLBackupCredentialsFailed: w } }",
            "alerts: { severity: { PostgreSQLBackupCredentialsFailed: w } }"),
        Arguments.of(
            "settings: { repo1-gcs-key-type: auto }", "settings: { repo1-gcs-key-type: auto }"),
        Arguments.of("a: b # the password: cd", "a: b # the password: **"),
        Arguments.of("# token=cd\na: b # e", "# token=**\na: b # e"),
        Arguments.of("endpoint: https://a:bc@d", "endpoint: https://a:**@d"),
        Arguments.of(
            "a: |\n  -----BEGIN PRIVATE KEY-----\n  abc\nx: 1",
            "a: *\n  ********** ******* ********\n  ***\nx: 1"),
        Arguments.of("password: {abc}", "password: {***}"),
        Arguments.of("{ key: a, b: c, pass: d } # e", "{ key: *, b: c, pass: * } * *"),
        Arguments.of("settings: { repo1-s3-key: AB C }", "settings: { repo1-s3-key: ** * }"),
        Arguments.of("settings: { a: 1, TOKENS: [x, yz] }", "settings: { a: 1, TOKENS: [*, **] }"),
        Arguments.of("password: \"a\n  b\"\nx: 1", "password: **\n  **\nx: 1"),
        Arguments.of("pass: |\n  abc\n  de\nx: 1", "pass: *\n  ***\n  **\nx: 1"),
        Arguments.of("s3Secret: 12345", "s3Secret: *****"),
        Arguments.of("secret: \uD83D\uDE00x", "secret: **"),
        Arguments.of("\uFEFFsecret: x", "secret: *"));
  }

  static Stream<Arguments> unparsed() {
    return Stream.of(
        Arguments.of("a: [\nkey: abc\nx: 1", "a: [\nkey: ***\nx: 1"),
        Arguments.of("x: 1\nx: { pass: abc, y: 1 }", "x: 1\nx: { pass: **** ** * *"),
        Arguments.of(
            "credentials:\n  a: bcd\n  e: [f\nx: 1", "credentials:\n  ** ***\n  ** **\nx: 1"),
        Arguments.of("token: \"abc\ndef\nx: 1", "token: ****\n***\nx: 1"),
        Arguments.of("keyType: [abc", "keyType: [abc"),
        Arguments.of(
            "a: [\n-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\nx: 1",
            "a: [\n********** ******* ********\n***\n******** ******* ********\nx: 1"),
        Arguments.of("# pass: abc\nx: 1\nx: 2", "# pass: ***\nx: 1\nx: 2"),
        Arguments.of("{ \"s3-key\" : \"abc\"", "{ \"s3-key\" : *****"));
  }

  @ParameterizedTest
  @MethodSource({"parsed", "unparsed"})
  void valuesThatCanBeSecretsAreMasked(String text, String shown) {
    assertThat(shown(text)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"key", "a", "- ", "key: ", " ", "a-", "key: [", "\t", "\n"})
  void hostileTextsTakeNoTime(String part) {
    String text = part.repeat(500_000 / part.length());

    assertThat(Excerpts.of(new SourceText("f", text)).line("f", 1)).isPresent();
  }

  @Test
  void aLineOfManySecretsTakesNoTime() {
    String line = "key: [" + "a,".repeat(100_000) + "]";

    assertThat(shown(line)).isEqualTo("key: [" + "*,".repeat(100_000) + "]");
  }

  @Test
  void whatIsTooLongIsNotRepeated() {
    Excerpts excerpts = Excerpts.of(new SourceText("f", "a: " + "b".repeat(2_000)));

    assertThat(excerpts.shortLine("f", 1)).isEmpty();
    assertThat(excerpts.text(new SourceSpan("f", 1, 4, 1, 2_004))).isEmpty();
    assertThat(excerpts.text(new SourceSpan("f", 1, 1, 1, 5))).contains("a: b");
  }

  @Test
  void whatIsNotThereHasNoExcerpt() {
    Excerpts excerpts = Excerpts.of(new SourceText("f", "a: 1"));

    assertThat(excerpts.line("f", 1)).contains("a: 1");
    assertThat(excerpts.line("f", 2)).isEmpty();
    assertThat(excerpts.line("g", 1)).isEmpty();
  }

  private static String shown(String text) {
    Excerpts excerpts = Excerpts.of(new SourceText("f", text));
    return IntStream.rangeClosed(1, new SourceText("f", text).lines().size())
        .mapToObj(number -> excerpts.line("f", number).orElseThrow())
        .collect(Collectors.joining("\n"));
  }
}
