package io.github.pgbackrest2nix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.cli.Session.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What {@code nix flake init} puts into a new repository. */
class FlakeTemplateTest {
  private static final Path TEMPLATE = Path.of("nix/template");

  @Test
  void describesAHostThatWantsARepositoryElsewhere() {
    Result result =
        new Session()
            .run("validate", "--format", "github", TEMPLATE.resolve("db1.yaml").toString());

    assertThat(result)
        .isEqualTo(
            new Result(
                ExitCode.CLEAN,
                "::notice file=nix/template/db1.yaml,line=14,endLine=14,col=3,endColumn=7,"
                    + "title=only-local-repositories::all repositories of \"main\" are on this"
                    + " host: when it is lost, so are the backups%0Ahelp: add a repository"
                    + " elsewhere, of type s3, azure, gcs or sftp, or a mounted one with mount\n",
                ""));
  }

  @Test
  void namesItsOwnFiles() throws IOException {
    String flake = Files.readString(TEMPLATE.resolve("flake.nix"));

    assertThat(flake.lines().filter(line -> line.contains("./")).map(String::strip))
        .containsExactly(
            "./configuration.nix",
            "{ services.pgbackrest2nix.description = ./db1.yaml; }",
            "hosts.db1.description = ./db1.yaml;");
    assertThat(TEMPLATE.resolve("configuration.nix")).exists();
  }
}
