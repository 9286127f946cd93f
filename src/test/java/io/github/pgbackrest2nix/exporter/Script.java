package io.github.pgbackrest2nix.exporter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Shell scripts that pass for pgBackRest; in the archives they list there is nothing. */
final class Script {
  private static final String NO_ARCHIVE = "case \"$*\" in *repo-ls*) echo '{}'; exit ;; esac\n";

  private Script() {}

  /** Writes a script with this body and returns where it is. */
  static Path write(Path folder, String body) throws IOException {
    Path script =
        Files.writeString(folder.resolve("pgbackrest"), "#!/bin/sh\n" + NO_ARCHIVE + body);
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Writes a script that prints this file, whatever it is asked. */
  static Path printing(Path folder, Path output) throws IOException {
    return write(folder, "cat '" + output + "'\n");
  }
}
