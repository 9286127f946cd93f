package io.github.pgbackrest2nix.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of this program. */
final class Version implements IVersionProvider {
  /** Returns the version, such as {@code 0.1.0}. */
  static String number() {
    Properties properties = new Properties();
    try (InputStream stream =
        Objects.requireNonNull(
            Version.class.getResourceAsStream("/io/github/pgbackrest2nix/version.properties"))) {
      properties.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Objects.requireNonNull(properties.getProperty("version"));
  }

  @Override
  public String[] getVersion() {
    return new String[] {"pgbackrest2nix " + number()};
  }
}
