package io.github.pgbackrest2nix.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTextsTest {
  @ParameterizedTest
  @CsvSource({
    "https://a:bc@host/d, https://a:**@host/d",
    "https://:bc@host, https://:**@host",
    "x postgres://u:p/q@[::1]:5432/d y, x postgres://u:***@[::1]:5432/d y",
    "host=a password=b c, host=a password=* c",
    "PGPASSWORD='b', PGPASSWORD='b'",
    "sig: ?sv=1&sig=ab%2Bc&se=2, sig: ?sv=1&sig=******&se=2",
    "AccountName=a;AccountKey=bc==;x, AccountName=a;AccountKey=****;x",
    "id AKIAIOSFODNN7EXAMPLE, id ********************",
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY, ****************************************",
    "ghp_0123456789012345678901234567890123456789, ********************************************",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln, ************************************.c2ln",
    "-----BEGIN RSA PRIVATE KEY----- a bc, -----BEGIN RSA PRIVATE KEY----- * **",
  })
  void areMaskedWhereverTheyStand(String text, String masked) {
    assertThat(SecretTexts.masked(text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://host:443/a?b=c",
        "s3://bucket/path",
        "/var/lib/postgresql/16/main/Backups2/abc",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "PostgreSQLFullBackupMissingForCurrentSystem",
        "Mon..Fri *-*-* 02:00:00 Europe/Berlin",
        "mail admin@example.org",
        "-----BEGIN CERTIFICATE----- abc",
        "keys and tokens: none"
      })
  void otherTextsStay(String text) {
    assertThat(SecretTexts.masked(text)).isEqualTo(text);
  }

  @Test
  void charactersBeyondTheFirstPlaneAreOneEach() {
    assertThat(SecretTexts.masked("://a:\uD83D\uDE00b@")).isEqualTo("://a:**@");
  }

  @ParameterizedTest
  @ValueSource(strings = {"://", "://a:", "pass=", "eyJ-", "-eyJ", "AKIA", "aA0", "-----BEGIN "})
  void hostileTextsTakeNoTime(String part) {
    String text = part.repeat(500_000 / part.length());

    assertThat(SecretTexts.masked(text)).hasSameSizeAs(text);
  }
}
