package io.github.pgbackrest2nix.rule.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.Compiler;
import io.github.pgbackrest2nix.source.SourceText;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table of names of buckets and containers, with what is said of each. */
final class BucketNamesTest {
  private static final String S3 = "type: s3, region: r, uriStyle: path, endpoint: %s, bucket: %s";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "my-backups   |",
        "3.14         |",
        "My_Backups   | it consists of lower-case letters, digits, dots and hyphens",
        "my/backups   | it consists of lower-case letters, digits, dots and hyphens",
        "pg           | it has 3 to 63 characters",
        "-backups     | it begins and ends with a letter or digit",
        "backups.     | it begins and ends with a letter or digit",
        "my..backups  | it has no \"..\"",
        "192.0.2.17   | it is not an address",
        "xn--backups  | it does not begin with \"xn--\"",
        "sthree-files | it does not begin with \"sthree-\"",
        "access-point-s3alias |",
      })
  void ofS3(String name, @Nullable String problem) {
    String message = "\"%s\" is not a name that %s can have: %s";

    assertThat(found(S3.formatted("s3.eu-central-1.amazonaws.com", name)))
        .isEqualTo(
            problem == null
                ? List.of()
                : List.of(
                    "ERROR "
                        + message.formatted(name, "a bucket of S3", problem)
                        + " | write the name that the store shows"));
    assertThat(found(S3.formatted("s3.acme.net", name)))
        .isEqualTo(
            problem == null
                ? List.of()
                : List.of(
                    "WARNING "
                        + message.formatted(name, "a bucket", problem)
                        + " | write the name that the store shows; some stores that speak S3 do accept other names"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "my_backups  |",
        "db.acme.net |",
        "MyBackups   | it consists of lower-case letters, digits, dots, hyphens and underscores",
        "google-db   | it does not begin with \"goog\"",
        "10.1.2.3    | it is not an address",
      })
  void ofGoogle(String name, @Nullable String problem) {
    assertThat(found("type: gcs, bucket: " + name))
        .isEqualTo(whole(name, "a bucket of Google Cloud Storage", problem));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "backups    |",
        "$web       |",
        "10-1-2-3   |",
        "my.backups | it consists of lower-case letters, digits and hyphens",
        "my--backup | it has no \"--\"",
        "backups-   | it begins and ends with a letter or digit",
      })
  void ofAzure(String name, @Nullable String problem) {
    assertThat(found("type: azure, container: " + name))
        .isEqualTo(whole(name, "a container of Azure", problem));
  }

  private static List<String> whole(String name, String store, @Nullable String problem) {
    return problem == null
        ? List.of()
        : List.of(
            "ERROR \"%s\" is not a name that %s can have: %s | write the name that the store shows"
                .formatted(name, store, problem));
  }

  private static List<String> found(String storage) {
    String text =
        """
        version: 1
        host: db1
        target: { pgbackrest: "2.60" }
        repos:
          store:
            { key: 1, path: /db1, retention: { full: 2 }, %s, credentials: { keyType: auto } }
        stanzas:
          main:
            postgresql: { version: 16 }
            schedules: { full: { calendar: "02:00" } }
        """
            .formatted(storage);
    return new Compiler()
        .check(new SourceText("description.yaml", text)).diagnostics().stream()
            .filter(each -> each.rule().id().equals("bucket-name-not-valid"))
            .map(
                each ->
                    "%s %s | %s"
                        .formatted(
                            each.rule().severity(), each.message(), each.help().orElseThrow()))
            .toList();
  }
}
