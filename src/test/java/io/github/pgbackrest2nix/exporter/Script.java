package io.github.pgbackrest2nix.exporter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Shell scripts that pass for pgBackRest. */
final class Script {
  private Script() {}

  /** Writes a script with this body and returns where it is. */
  static Path write(Path folder, String body) throws IOException {
    Path script = Files.writeString(folder.resolve("pgbackrest"), "#!/bin/sh\n" + body);
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Writes a script that prints this file, whatever it is asked. */
  static Path printing(Path folder, Path output) throws IOException {
    return write(folder, "cat '" + output + "'\n");
  }
}
