package io.github.pgbackrest2nix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.cli.Session.Result;
import io.github.pgbackrest2nix.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A finding between two files in each format: it stands in the later one and shows the other. */
class ValidateTogetherTest {
  private static final Path GOLDENS = Path.of("src/test/resources/report/together");

  @ParameterizedTest
  @EnumSource
  void bothFilesAreShown(OutputFormat format, @TempDir Path folder) throws IOException {
    String bucket =
        "path: /pg, type: s3, region: eu, bucket: pg1, endpoint: s3.acme.net, retention: { full: 2 },"
            + " settings: { bundle: true }, credentials: { key: { file: /run/k },"
            + " keySecret: { file: /run/s }, cipherPass: { file: /run/c } }";
    Files.writeString(folder.resolve("a.yaml"), described("db1", "r: { key: 1, %s }", bucket));
    Files.writeString(
        folder.resolve("b.yaml"), described("db2", "other:\n    { key: 1, %s }", bucket));

    Result result = new Session().run("validate", folder.toString(), "--format", format.name());

    assertThat(result.status()).isEqualTo(ExitCode.FINDINGS);
    String shown = (result.out() + result.err()).replace(folder.toString(), "/hosts");
    Golden.assertMatches(
        GOLDENS.resolve(format.name() + ".txt"), shown.replace(Version.number(), "VERSION"));
  }

  private static String described(String host, String repository, String bucket) {
    return """
        version: 1
        host: %s
        repos:
          %s
        stanzas:
          main:
            postgresql: { version: 16 }
            schedules: { full: { calendar: "02:00" } }
        target: { pgbackrest: "2.60" }
        """
        .formatted(host, repository.formatted(bucket));
  }
}
