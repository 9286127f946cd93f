package io.github.pgbackrest2nix.rule.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.Compiler;
import io.github.pgbackrest2nix.source.SourceText;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table of what the rules about endpoints say of many. */
final class EndpointsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "backups  | s3.eu-central-1.amazonaws.com          | host | 2.58 |",
        "backups  | https://s3.eu-central-1.amazonaws.com/ | host | 2.58 |",
        "backups  | S3.example.net:9000                    | host | 2.58 |",
        "backups  | account.r2.cloudflarestorage.com       | path | 2.58 |",
        "backups  | 192.0.2.7                              | host | 2.58 | ERROR endpoint-needs-path-style",
        "backups  | https://192.0.2.7:9000                 | host | 2.58 | ERROR endpoint-needs-path-style",
        "backups  | 192.0.2.7:9000                         | path | 2.58 |",
        "backups  | storage                                | host | 2.58 | ERROR endpoint-needs-path-style",
        "backups  | nas.local                              | host | 2.58 | WARNING endpoint-needs-path-style",
        "backups  | s3.home.arpa                           | host | 2.58 | WARNING endpoint-needs-path-style",
        "backups  | minio.example.net                      | path | 2.58 |",
        "backups  | Backups.s3.example.net                 | host | 2.58 | ERROR bucket-in-endpoint",
        "backups  | backups.s3.example.net                 | path | 2.58 |",
        "backups  | s3.example.net/backups                 | host | 2.58 | ERROR endpoint-with-path",
        "backups  | http://s3.example.net                  | path | 2.58 | WARNING plain-http-endpoint",
        "backups  | http://s3.example.net                  | path | 2.57 | ERROR plain-http-endpoint",
        "my.store | s3.example.net                         | host | 2.58 | ERROR bucket-name-with-dots",
        "my.store | s3.example.net                         | path | 2.58 |",
        "my.store | s3.example.net                         | path | 2.57 | ERROR bucket-name-with-dots",
      })
  void leadSomewhere(
      String bucket, String endpoint, String style, String release, @Nullable String expected) {
    String text =
        """
        version: 1
        host: db1
        target: { pgbackrest: "%s" }
        repos:
          bucket:
            key: 1
            type: s3
            path: /db1
            bucket: %s
            endpoint: %s
            region: none
            uriStyle: %s
            retention: { full: 2 }
            credentials: { keyType: auto, cipherPass: { file: /run/secrets/cipher-pass } }
            settings: { bundle: true }
        stanzas:
          main:
            postgresql: { version: 16 }
            schedules:
              full: { calendar: "02:00" }
        """
            .formatted(release, bucket, endpoint, style);

    List<String> found =
        new Compiler()
            .check(new SourceText("description.yaml", text)).diagnostics().stream()
                .filter(each -> !each.rule().id().equals("known-defect"))
                .map(each -> each.rule().severity() + " " + each.rule().id())
                .toList();

    assertThat(found).isEqualTo(expected == null ? List.of() : List.of(expected));
  }
}
