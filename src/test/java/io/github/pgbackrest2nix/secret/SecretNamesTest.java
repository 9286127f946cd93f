package io.github.pgbackrest2nix.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.option.OptionCatalog;
import io.github.pgbackrest2nix.option.OptionSpec;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretNamesTest {
  private final OptionCatalog options = OptionCatalog.load();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key",
        "keySecret",
        "cipherPass",
        "password",
        "passphrase",
        "PGPASSWORD",
        "token",
        "sasToken",
        "repo1-s3-key-secret",
        "AWS_SECRET_ACCESS_KEY",
        "apikey",
        "auth",
        "pwd",
        "repo1-azure-sas",
        "credentials"
      })
  void soundLikeSecrets(String name) {
    assertThat(SecretNames.isSecret(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host",
        "keyType",
        "hostKeyHash",
        "privateKeyFile",
        "passwordFile",
        "gcs-key-type",
        "sftp-host-key-hash-type",
        "tls-server-auth",
        "saslMode"
      })
  void soundLikeSomethingElse(String name) {
    assertThat(SecretNames.isSecret(name)).isFalse();
  }

  @Test
  void ofPgBackRestsOptionsAreThoseThatItKeepsOffTheCommandLine() {
    TreeSet<String> secret = new TreeSet<>();
    TreeSet<String> sounding = new TreeSet<>();
    for (String name : options.names()) {
      if (options.findInAnyRelease(name).filter(OptionSpec::secret).isPresent()) {
        secret.add(name);
      }
      if (SecretNames.isSecret(name)) {
        sounding.add(name);
      }
    }
    // an old name of repo-cipher-pass, of which the catalogue knows no release
    assertThat(sounding.remove("cipher-pass")).isTrue();
    // the address of a server, which pgBackRest hides, too
    assertThat(secret.remove("repo-azure-endpoint")).isTrue();

    assertThat(sounding).isEqualTo(secret);
  }

  @ParameterizedTest
  @CsvSource({
    "repos.key.path, x, false",
    "repos.r.key, 2, false",
    "repos.r.key, 12345678, true",
    "repos.r.key, abc, true",
    "repos.key.retention.full, x, false",
    "repos.key, x, true",
    "repos.schedules.credentials.id, x, true",
    "stanzas.keycloak.postgresql.port, x, false",
    "schedules.token.0, x, true",
    "schedules.token.calendar, x, false",
    "schedules.token.file, x, true",
    "commandSettings.cipherPass.x, x, true",
    "alerts.severity.PostgreSQLBackupCredentialsFailed, x, false",
    "alerts.severity.keySecret, x, true",
    "alerts.overrides.PostgreSQLBackupCredentialsFailed.after, x, false",
    "settings.repo1-gcs-key-type, x, false",
    "settings.repo1-gcs-key, x, true",
    "anything.below.password.deep.a, x, true",
  })
  void aPathIsSecretBelowThem(String path, String value, boolean secret) {
    assertThat(SecretNames.isSecret(List.of(path.split("\\.")), value)).isEqualTo(secret);
  }

  @ParameterizedTest
  @CsvSource({
    "'password: abc', 9",
    "'{ \"s3-key\" : abc', 12",
    "'keyType: shared, keySecret: abc', 27",
    "'# keyFile: /a', -1",
    "'host: a', -1",
  })
  void aLineIsSecretBehindThem(String line, int from) {
    assertThat(SecretNames.findValue(line).orElse(-1)).isEqualTo(from);
  }
}
