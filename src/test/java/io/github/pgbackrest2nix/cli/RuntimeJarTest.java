package io.github.pgbackrest2nix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.cli.Session.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the runtime jar is copied, and what a rendered folder says of it. */
class RuntimeJarTest {
  private static final Map<String, String> NIX_PACKAGE = Map.of("PGBACKREST2NIX_JAR", "package");

  private final Path out;

  RuntimeJarTest(@TempDir Path folder) {
    out = folder.resolve("out");
  }

  private Result render(Map<String, String> environment, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("render", "-", "--stdin-filename", "db1.yaml", "--out", out + ""));
    arguments.addAll(Arrays.asList(options));
    return new Session()
        .environment(environment)
        .input(Descriptions.CLEAN)
        .run(arguments.toArray(String[]::new));
  }

  private boolean isCopied() {
    return Files.exists(out.resolve("pgbackrest-metrics.jar"));
  }

  private String jarOfTheModule() throws IOException {
    return Files.readString(out.resolve("monitoring.nix"))
        .lines()
        .filter(line -> line.startsWith("  jar = "))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void isCopiedIntoANewFolder() throws IOException {
    render(Map.of());

    assertThat(isCopied()).isTrue();
    assertThat(jarOfTheModule()).isEqualTo("  jar = ./pgbackrest-metrics.jar;");
  }

  @Test
  void isThePackageWhereThatIsAskedFor() throws IOException {
    Result result = render(Map.of(), "--jar", "package");

    assertThat(result.err()).endsWith(out + ": 21 written, 0 unchanged, 0 deleted\n");
    assertThat(isCopied()).isFalse();
    assertThat(jarOfTheModule()).contains("pkgs.pgbackrest-metrics or ");
  }

  @Test
  void isThePackageInANewFolderWhereTheProgramIsAPackage() {
    render(NIX_PACKAGE);

    assertThat(isCopied()).isFalse();
  }

  @Test
  void isCopiedByThePackageWhereThatIsAskedFor() {
    render(NIX_PACKAGE, "--jar", "copy");

    assertThat(isCopied()).isTrue();
  }

  @Test
  void staysWhatItIsHoweverTheProgramIsInstalled() {
    render(Map.of());
    assertThat(render(NIX_PACKAGE, "--check")).isEqualTo(new Result(ExitCode.CLEAN, "", ""));

    render(Map.of(), "--jar", "package");
    assertThat(render(Map.of(), "--check")).isEqualTo(new Result(ExitCode.CLEAN, "", ""));
  }

  @Test
  void isDeletedWhereThePackageTakesItsPlace() {
    render(Map.of());

    Result checked = render(Map.of(), "--jar", "package", "--check");
    Result result = render(Map.of(), "--jar", "package");

    assertThat(checked.status()).isEqualTo(ExitCode.FINDINGS);
    assertThat(checked.out()).contains("pgbackrest-metrics.jar is no longer part of the output\n");
    assertThat(result.err())
        .isEqualTo(
            """
            wrote %1$s/monitoring.nix
            deleted %1$s/pgbackrest-metrics.jar
            %1$s: 1 written, 20 unchanged, 1 deleted
            """
                .formatted(out));
    assertThat(isCopied()).isFalse();
  }

  @Test
  void anyOtherWordIsWrongUsage() {
    Result option = render(Map.of(), "--jar", "link");
    Result variable = render(Map.of("PGBACKREST2NIX_JAR", "link"));

    assertThat(option.status()).isEqualTo(2);
    assertThat(option.err())
        .startsWith(
            "Invalid value for option '--jar': expected auto, copy or package but was 'link'\n");
    assertThat(variable.status()).isEqualTo(2);
    assertThat(variable.err())
        .startsWith(
            "PGBACKREST2NIX_JAR in the environment: expected auto, copy or package but was"
                + " 'link'\n");
    assertThat(out).doesNotExist();
  }
}
