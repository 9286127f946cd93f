package io.github.pgbackrest2nix.cli;

import io.github.pgbackrest2nix.render.RuntimeJarSource;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What {@code --jar} says of the runtime jar. */
enum JarOption {
  AUTO,
  COPY,
  PACKAGE;

  /**
   * The variable of the environment that says what {@link #AUTO} means in a new directory. The
   * program as a Nix package sets it.
   */
  static final String DEFAULT = "PGBACKREST2NIX_JAR";

  /** Reads the value of the option. */
  static final class Converter implements ITypeConverter<JarOption> {
    @Override
    public JarOption convert(String value) {
      for (JarOption each : values()) {
        if (each.toString().equals(value)) {
          return each;
        }
      }
      throw new TypeConversionException(
          "expected auto, copy or package but was '%s'".formatted(value));
    }
  }

  /**
   * Returns the source of the jar. Without a word on it a directory keeps the one that it has, so
   * that the same description gives the same files however this program was installed.
   *
   * @throws TypeConversionException if the environment says what is not a value of the option
   */
  RuntimeJarSource source(OutputDirectory directory, Map<String, String> environment)
      throws IOException {
    if (this != AUTO) {
      return this == COPY ? RuntimeJarSource.FOLDER : RuntimeJarSource.PACKAGE;
    }
    Optional<RuntimeJarSource> before = directory.runtimeJar();
    if (before.isPresent()) {
      return before.get();
    }
    String said = environment.getOrDefault(DEFAULT, "");
    JarOption fallback = said.isEmpty() ? COPY : new Converter().convert(said);
    return fallback == PACKAGE ? RuntimeJarSource.PACKAGE : RuntimeJarSource.FOLDER;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
