package io.github.pgbackrest2nix.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * What an integration test cannot do without. With {@code CI=true} a missing tool fails the test,
 * on a person's machine it aborts it: {@code src/test/tools/install.sh} installs them all.
 */
public final class RequiredTool {
  // Debian keeps some programs where only root's PATH looks.
  private static final List<String> SYSTEM_FOLDERS = List.of("/usr/sbin", "/sbin");

  private RequiredTool() {}

  /** Finds a program by its name on the PATH. */
  public static Path find(String name) {
    Stream<String> folders = Stream.of(variable("PATH").orElse("").split(":", -1));
    return Stream.concat(folders, SYSTEM_FOLDERS.stream())
        .filter(Predicate.not(String::isEmpty))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(() -> missing("the program \"" + name + "\""));
  }

  /** Finds something that {@code install.sh} put into the cache folder. */
  public static Path inCache(String name) {
    Path place = cache().resolve(name);
    return Files.exists(place) ? place : missing("\"" + place + "\"");
  }

  /** Requires the rights to mount and to change users, which every isolated machine needs. */
  public static void superuser() {
    if (!"root".equals(System.getProperty("user.name"))) {
      missing("the superuser's rights");
    }
  }

  static Path cache() {
    return variable("PGBACKREST2NIX_CACHE")
        .map(Path::of)
        .orElseGet(
            () ->
                variable("XDG_CACHE_HOME")
                    .map(Path::of)
                    .orElseGet(() -> Path.of(variable("HOME").orElse("/root"), ".cache"))
                    .resolve("pgbackrest2nix"));
  }

  private static Path missing(String what) {
    String message =
        "this test needs " + what + "; src/test/tools/install.sh installs what is missing";
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(message);
    }
    return Assumptions.abort(message);
  }

  static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(Predicate.not(String::isEmpty));
  }
}
