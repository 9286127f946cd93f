package io.github.pgbackrest2nix.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The installed roots, each with its own releases of PostgreSQL, pgBackRest and systemd. */
public enum DebianRoot {
  /** This machine itself. */
  HOST,
  TRIXIE,
  SID;

  /** The root's folder; aborts or fails the test when it is not installed. */
  public Path folder() {
    RequiredTool.superuser();
    return switch (this) {
      case HOST -> RequiredTool.find("pgbackrest").getRoot();
      case TRIXIE -> RequiredTool.inCache("trixie");
      case SID -> RequiredTool.inCache("sid");
    };
  }

  /** The newest PostgreSQL in the root, such as 17. */
  public int postgresqlMajor() {
    try (Stream<Path> installed = Files.list(folder().resolve("usr/lib/postgresql"))) {
      return installed
          .map(path -> Integer.valueOf(path.getFileName().toString()))
          .max(Comparator.naturalOrder())
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
