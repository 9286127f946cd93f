package io.github.pgbackrest2nix.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.Compiler;
import io.github.pgbackrest2nix.Examined;
import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.diagnostic.Diagnostic;
import io.github.pgbackrest2nix.diagnostic.Diagnostic.Related;
import io.github.pgbackrest2nix.diagnostic.RuleInfo;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.diagnostic.SourceSpan;
import io.github.pgbackrest2nix.source.TextDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetCheckTest {
  private static final String BUCKET = "type: s3, region: eu, bucket: b, endpoint: s3.acme.net";

  private final Compiler compiler = new Compiler();

  private static String described(String host, String repository, String stanza) {
    return """
        version: 1
        host: %s
        repos:
          r: { key: 1, path: /pg, %s }
        stanzas:
          %s:
            postgresql: { version: 16 }
            schedules: { full: { calendar: "02:00" } }
        """
        .formatted(host, repository, stanza);
  }

  /** Checks files a, b, and so on with each other. */
  private List<Diagnostic> found(String... texts) {
    return compiler.checkTogether(examined(texts));
  }

  private List<Examined> examined(String... texts) {
    List<Examined> examined = new ArrayList<>();
    for (String text : texts) {
      String name = Character.toString('a' + examined.size());
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      examined.add(compiler.examine(TextDecoder.decode(name, bytes)));
    }
    return examined;
  }

  private static List<String> lines(List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .map(
            each ->
                "%s %s %s %s"
                    .formatted(
                        each.span(),
                        each.rule().severity(),
                        each.rule().id(),
                        each.related().stream().map(Related::span).toList()))
        .toList();
  }

  @Test
  void aFindingHasBothPlaces() {
    assertThat(found(described("db1", BUCKET, "main"), described("db2", BUCKET, "main")))
        .containsExactly(
            new Diagnostic(
                new RuleInfo(
                    "stanza-of-two-hosts",
                    Severity.ERROR,
                    "two hosts write to one stanza of one repository"),
                ConfigPath.of("repos", "r", "path"),
                new SourceSpan("b", 4, 22, 4, 25),
                "\"db1\" and \"db2\" keep the stanza \"main\" at the same place;"
                    + " pgBackRest refuses the WAL of one of them until its disk is full",
                Optional.of("give each host a path of its own, or each stanza a name of its own"),
                List.of(
                    new Related(new SourceSpan("a", 4, 22, 4, 25), "that of \"db1\" is here"))));
  }

  @Test
  void theSameHostTwiceIsOneFinding() {
    assertThat(lines(found(described("db1", BUCKET, "main"), described("db1", BUCKET, "main"))))
        .containsExactly("b:2:7 ERROR host-described-twice [a:2:7]");
  }

  @Test
  void everyFurtherHostIsComparedWithTheFirst() {
    String first = described("db1", BUCKET, "main");
    String second = described("db2", BUCKET, "main");
    String third = described("db3", BUCKET, "main");

    assertThat(lines(found(first, second, third)))
        .containsExactly(
            "b:4:22 ERROR stanza-of-two-hosts [a:4:22]",
            "c:4:22 ERROR stanza-of-two-hosts [a:4:22]");
  }

  @Test
  void theOrderOfTheFilesDoesNotMatter() {
    List<Examined> examined =
        examined(described("db1", BUCKET, "main"), described("db2", BUCKET, "main"));
    List<Diagnostic> found = compiler.checkTogether(examined);
    Collections.reverse(examined);

    assertThat(compiler.checkTogether(examined)).isEqualTo(found).isNotEmpty();
  }

  @Test
  void theErrorsOfAFileDoNotHideWhatIsBetweenIt() {
    String misspelt = described("db1", BUCKET + ", settings: { bundel: true }", "main");
    String broken = "version: [\n";

    assertThat(lines(found(misspelt, broken, described("db2", BUCKET, "main"))))
        .containsExactly("c:4:22 ERROR stanza-of-two-hosts [a:4:22]");
  }

  @Test
  void aWarningIsIgnoredByACommentAndAnErrorIsNot() {
    String azure =
        "type: azure, container: c, credentials: { account: { file: /a }, key: { file: /k } }";
    String comment = "  # pgbackrest2nix-ignore stanza-of-two-hosts: accounts differ\n  r:";

    assertThat(
            lines(
                found(
                    described("db1", azure, "main"),
                    described("db2", azure, "main").replace("  r:", comment))))
        .isEmpty();
    assertThat(
            lines(
                found(
                    described("db1", BUCKET, "main"),
                    described("db2", BUCKET, "main").replace("  r:", comment))))
        .containsExactly(
            "b:4:3 WARNING unused-ignore []", "b:5:22 ERROR stanza-of-two-hosts [a:4:22]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          type: s3, region: r, bucket: b, endpoint: s3.acme.net       | type: s3, region: q, bucket: b, endpoint: "https://S3.acme.net:443" | ERROR
          type: s3, region: r, bucket: b, endpoint: s3.acme.net       | type: s3, region: r, bucket: c, endpoint: s3.acme.net | -
          type: s3, region: r, bucket: b, endpoint: s3.acme.net       | type: s3, region: r, bucket: b, endpoint: s4.acme.net | -
          type: s3, region: r, bucket: b, endpoint: s3.acme.net       | type: s3, region: r, bucket: b, endpoint: "s3.acme.net:9000" | -
          type: s3, region: r, bucket: b, endpoint: s3.amazonaws.com  | type: s3, region: r, bucket: b, endpoint: s3.dualstack.eu-west-1.amazonaws.com | ERROR
          type: s3, region: r, bucket: b, endpoint: s3.amazonaws.com  | type: s3, region: r, bucket: b, endpoint: s3.cn-north-1.amazonaws.com.cn | -
          type: s3, region: r, bucket: b, endpoint: "localhost:9000"  | type: s3, region: r, bucket: b, endpoint: "localhost:9000" | -
          type: s3, region: r, bucket: b, endpoint: "127.0.0.1:9000"  | type: s3, region: r, bucket: b, endpoint: "127.0.0.1:9000" | -
          type: s3, region: r, bucket: b, endpoint: e, settings: { storage-host: m1 } | type: s3, region: r, bucket: b, endpoint: e, settings: { storage-host: m2 } | -
          type: s3, region: r, bucket: b, endpoint: e, settings: { storage-host: m1 } | type: s3, region: r, bucket: b, endpoint: e, settings: { storage-host: m1 } | ERROR
          type: gcs, bucket: b                                        | type: gcs, bucket: b, endpoint: storage.googleapis.com | ERROR
          type: gcs, bucket: b                                        | type: gcs, bucket: c | -
          type: azure, container: c, credentials: { account: { file: /a }, key: { file: /k } } | type: azure, container: c, credentials: { account: { file: /a }, key: { file: /j } } | WARNING
          type: azure, container: c, credentials: { account: { file: /a }, key: { file: /k } } | type: azure, container: c, credentials: { account: { file: /b }, key: { file: /k } } | -
          type: sftp, host: nas, user: a, credentials: { privateKeyFile: /k } | type: sftp, host: NAS, port: 22, user: b, credentials: { privateKeyFile: /j } | ERROR
          type: sftp, host: nas, user: a, credentials: { privateKeyFile: /k } | type: sftp, host: nas, port: 2222, user: a, credentials: { privateKeyFile: /k } | -
          type: sftp, host: nas, user: a, credentials: { privateKeyFile: /k } | type: sftp, host: bak, user: a, credentials: { privateKeyFile: /k } | -
          type: posix                                                 | type: posix | -
          type: posix, mount: /pg                                     | type: posix, mount: /pg | -
          type: cifs, mount: /pg                                      | type: cifs, mount: /pg | -
          """)
  void tellsWhetherTwoHostsMeanTheSamePlace(String one, String other, String severity) {
    assertThat(
            found(described("db1", one, "main"), described("db2", other, "main")).stream()
                .map(each -> each.rule().severity().name())
                .toList())
        .isEqualTo(severity.equals("-") ? List.of() : List.of(severity));
  }

  @Test
  void otherStanzasOrPathsAtOnePlaceAreFine() {
    String path = described("db3", BUCKET, "main").replace("/pg", "/pg/db3");

    assertThat(
            found(
                described("db1", BUCKET, "main"),
                described("db2", BUCKET, "other"),
                path,
                described("db4", BUCKET, "more").replace("r:", "s:")))
        .isEmpty();
  }

  @Test
  void everyFindingIsOfARuleThatIsListed() {
    assertThat(FleetCheck.rules().stream().map(RuleInfo::id).toList())
        .isEqualTo(List.of("host-described-twice", "stanza-of-two-hosts"));
  }
}
