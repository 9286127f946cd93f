package io.github.pgbackrest2nix.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that holds what a program is expected to write; {@code -Dgolden=update} rewrites it. */
public final class Golden {
  private static final Path RESOURCES = Path.of("src/test/resources");

  private Golden() {}

  /**
   * Fails unless the file holds exactly this text.
   *
   * @param file below {@code src/test/resources}
   */
  public static void check(Path file, String actual) {
    Path golden = RESOURCES.resolve(file);
    try {
      if ("update".equals(System.getProperty("golden"))) {
        Files.createDirectories(golden.toAbsolutePath().getParent());
        Files.writeString(golden, actual);
      }
      assertThat(actual).as(golden.toString()).isEqualTo(Files.readString(golden));
    } catch (IOException e) {
      throw new UncheckedIOException("no golden " + golden + "; -Dgolden=update writes it", e);
    }
  }
}
