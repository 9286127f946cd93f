package io.github.pgbackrest2nix.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

class JarContentsIT {
  private static final Path GENERATOR =
      Path.of(System.getProperty("generator.jar", "target/pgbackrest2nix.jar"));

  private static List<String> classes(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(".class"))
          .map(name -> name.replaceFirst("^META-INF/versions/\\d+/", ""))
          .toList();
    }
  }

  @Test
  void theRuntimeJarHoldsTheExporterAndItsLibrariesAlone() throws IOException {
    assertThat(classes(ExporterJar.file()))
        .isNotEmpty()
        .allMatch(
            name ->
                name.startsWith("io/github/pgbackrest2nix/exporter/")
                    || name.startsWith("io/github/pgbackrest2nix/metric/")
                    || name.startsWith("tools/jackson/core/")
                    || name.startsWith("org/snakeyaml/engine/")
                    || name.equals("org/springframework/security/crypto/bcrypt/BCrypt.class"))
        .contains("io/github/pgbackrest2nix/exporter/ExporterMain.class");
  }

  @Test
  void theRuntimeJarIsSmall() throws IOException {
    assertThat(Files.size(ExporterJar.file())).isLessThan(1_300_000);
  }

  @Test
  void theGeneratorJarHoldsNothingOfTheExporterButItsNames() throws IOException {
    assertThat(classes(GENERATOR))
        .contains(
            "io/github/pgbackrest2nix/cli/Main.class",
            "io/github/pgbackrest2nix/metric/BackupMetrics.class")
        .noneMatch(name -> name.startsWith("io/github/pgbackrest2nix/exporter/"))
        .noneMatch(name -> name.startsWith("io/prometheus/"))
        .noneMatch(name -> name.startsWith("org/springframework/"));
  }

  @Test
  void theGeneratorCarriesTheRuntimeJarAsItIs() throws IOException {
    try (JarFile generator = new JarFile(GENERATOR.toFile())) {
      ZipEntry carried =
          generator.getEntry("io/github/pgbackrest2nix/render/pgbackrest-metrics.jar");

      assertThat(carried).isNotNull();
      assertThat(generator.getInputStream(carried))
          .hasBinaryContent(Files.readAllBytes(ExporterJar.file()));
    }
  }
}
