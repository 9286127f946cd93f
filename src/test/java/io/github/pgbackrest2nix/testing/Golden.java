package io.github.pgbackrest2nix.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files that hold what a test expects. {@code mvn verify -Dgolden=update} writes them anew, for a
 * person to read the difference; a build server refuses to.
 */
public final class Golden {
  private Golden() {}

  /** Compares the text with the file, or writes the file where goldens are updated. */
  public static void assertMatches(Path file, String actual) {
    if (isUpdating()) {
      write(file, actual);
      return;
    }
    assertThat(file).as("no golden; write it with -Dgolden=update").exists();
    assertThat(actual).as("differs from %s; see -Dgolden=update", file).isEqualTo(read(file));
  }

  /** Returns whether goldens are written instead of compared with. */
  public static boolean isUpdating() {
    boolean updating = "update".equals(System.getProperty("golden"));
    if (updating && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException("goldens are not updated where CI=true");
    }
    return updating;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
