package io.github.pgbackrest2nix.rule.stanza;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.Compiler;
import io.github.pgbackrest2nix.source.SourceText;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OnlyLocalRepositoriesTest {
  private static final String LOCAL = "one: { key: 1, path: /srv/one, retention: { full: 2 } }";
  private static final String MOUNTED =
      "two: { key: 2, path: /srv/two/pg, mount: /srv/two, retention: { full: 2 } }";

  @Test
  void isSaidOnceOfEachStanza() {
    assertThat(found(LOCAL, ""))
        .isEqualTo(
            List.of(
                "8 NOTE all repositories of \"main\" are on this host: when it is lost, so are the backups | add a repository elsewhere, of type s3, azure, gcs or sftp, or a mounted one with mount",
                "12 NOTE all repositories of \"other\" are on this host: when it is lost, so are the backups | add a repository elsewhere, of type s3, azure, gcs or sftp, or a mounted one with mount"));
  }

  @Test
  void oneElsewhereIsEnoughUnlessItIsDisabled() {
    assertThat(found(LOCAL, MOUNTED)).isEqualTo(List.of());
    assertThat(found(LOCAL, MOUNTED.replace("key: 2", "key: 2, type: cifs"))).isEqualTo(List.of());
    assertThat(found(LOCAL, MOUNTED.replace("key: 2", "key: 2, enabled: false"))).hasSize(2);
  }

  private static List<String> found(String one, String other) {
    String text =
        """
        version: 1
        host: db1
        target: { pgbackrest: "2.60" }
        repos:
          %s
          %s
        stanzas:
          main:
            postgresql: { version: 16 }
            schedules:
              full: { calendar: "02:00" }
          other:
            postgresql: { version: 16, dataDir: /srv/pg, port: 5433 }
            unitPrefix: other
            schedules:
              full: { calendar: "02:00" }
        """
            .formatted(one, other);
    return new Compiler()
        .check(new SourceText("description.yaml", text)).diagnostics().stream()
            .filter(each -> each.rule().id().equals("only-local-repositories"))
            .map(
                each ->
                    "%d %s %s | %s"
                        .formatted(
                            each.span().line(),
                            each.rule().severity(),
                            each.message(),
                            each.help().orElseThrow()))
            .toList();
  }
}
