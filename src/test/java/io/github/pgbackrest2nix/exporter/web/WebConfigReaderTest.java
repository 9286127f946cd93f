package io.github.pgbackrest2nix.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebConfigReaderTest {
  private static final String HASH = "$2y$10$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2";

  private final Path file;

  WebConfigReaderTest(@TempDir Path folder) {
    file = folder.resolve("web.yml");
  }

  private WebConfig read(String text) throws Exception {
    Files.writeString(file, text);
    return WebConfigReader.read(file, new FilesRead());
  }

  @Test
  void readsHeadersAndUsers() throws Exception {
    WebConfig config =
        read(
            """
            # as for other exporters
            tls_server_config:
            http_server_config:
              http2: false
              headers:
                X-Frame-Options: deny
                Strict-Transport-Security: max-age=31536000
                Content-Security-Policy: ""
            basic_auth_users:
              alice: %s
              bob:
            """
                .formatted(HASH));

    assertThat(config)
        .isEqualTo(
            new WebConfig(
                Optional.empty(),
                Map.of("X-Frame-Options", "deny", "Strict-Transport-Security", "max-age=31536000"),
                new TreeMap<>(Map.of("alice", HASH))));
    assertThat(config.toString()).doesNotContain("$2y$");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# nothing\n", "{}\n", "tls_server_config: {}\n"})
  void takesAnEmptyFileForAnOpenServer(String text) throws Exception {
    assertThat(read(text)).isEqualTo(WebConfig.OPEN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          - a                                                      | 1: the file must be a map
          colour: red                                              | 1: unknown key "colour" in the file, which knows basic_auth_users, http_server_config, tls_server_config
          rate_limit: {burst: 1}                                   | 1: "rate_limit" is not supported: a proxy in front of the server can do it
          basic_auth_users: {}~basic_auth_users: {}                | 2: "basic_auth_users" is there twice
          basic_auth_users: [a]                                    | 1: basic_auth_users must be a map
          basic_auth_users:~  a: secret                            | 2: what stands for user "a" is not a bcrypt hash: make one by "htpasswd -nBC 10 a"
          basic_auth_users:~  a: {b: secret}                       | 2: the hash of user "a" must be a string
          basic_auth_users:~  a: $2x$10$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2 | 2: what stands for user "a" is not a bcrypt hash: make one by "htpasswd -nBC 10 a"
          basic_auth_users:~  a: $2y$31$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2 | 2: the bcrypt hash of user "a" has a cost of 31, but 4 to 16 are supported: more takes longer than a scrape may
          basic_auth_users:~  "a:b": $2y$10$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2 | 2: user "a:b" can never come in, for a colon ends the name
          basic_auth_users: *secret                                | 1: not valid YAML
          basic_auth_users: {a: "secret                            | 1: not valid YAML: found unexpected end of stream
          http_server_config:~  http2: true                        | 2: HTTP/2 is not supported: write "http2: false", or leave it out
          http_server_config:~  http2: maybe                       | 2: http2 must be true or false
          http_server_config:~  headers:~    X-Frame-Options: some | 3: X-Frame-Options must be one of deny, sameorigin
          http_server_config:~  headers:~    Server: me            | 3: unknown key "Server" in headers, which knows Content-Security-Policy, Strict-Transport-Security, X-Content-Type-Options, X-Frame-Options, X-XSS-Protection
          http_server_config:~  headers:~    Content-Security-Policy: "a\\r\\nb: c" | 3: Content-Security-Policy must be a line of ASCII
          tls_server_config:~  cert: nowhere                       | 2: key_file is missing
          tls_server_config:~  key: nowhere                        | 2: cert_file is missing
          tls_server_config:~  cert: a~  cert_file: b              | 3: cert and cert_file exclude each other
          tls_server_config:~  cert: a~  key: secret               | 2: cert holds no "BEGIN CERTIFICATE"
          tls_server_config:~  curve_preferences: [X25519]         | 2: "curve_preferences" is not supported: Java takes them from -Djdk.tls.namedGroups
          tls_server_config:~  client_allowed_sans: [a]            | 2: "client_allowed_sans" is not supported: whoever has a certificate of the client CA is let in, so give that CA to nobody else
          """)
  void refusesWithFileAndLine(String text, String message) throws Exception {
    Files.writeString(file, text.replace('~', '\n').replace("\\\\", "\\"));

    assertThatThrownBy(() -> WebConfigReader.read(file, new FilesRead()))
        .isInstanceOf(WebConfigException.class)
        .hasMessage(file + ":" + message)
        .hasMessageNotContaining("secret")
        .hasMessageNotContaining("$2");
  }

  @Test
  void saysThatAFileDoesNotExist() {
    assertThatThrownBy(() -> WebConfigReader.read(file, new FilesRead()))
        .isInstanceOf(WebConfigException.class)
        .hasMessage(file + ": no such file");
    assertThatThrownBy(
            () -> read("tls_server_config: {cert_file: nowhere.crt, key_file: nowhere.key}"))
        .hasMessage(
            file + ":1: cert_file \"" + file.resolveSibling("nowhere.crt") + "\" does not exist");
  }
}
