package io.github.pgbackrest2nix.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/** What went wrong in the world outside, in words: the JDK often gives a path only. */
final class Failures {
  private Failures() {}

  static String describe(IOException failure) {
    if (failure instanceof NoSuchFileException missing) {
      return "\"" + missing.getFile() + "\" does not exist";
    }
    if (failure instanceof AccessDeniedException denied) {
      return "no permission to use \"" + denied.getFile() + "\"";
    }
    if (failure instanceof NotDirectoryException file) {
      return "\"" + file.getFile() + "\" is not a directory";
    }
    if (failure instanceof FileSystemException other) {
      return "\""
          + other.getFile()
          + "\": "
          + Optional.ofNullable(other.getReason()).orElse(other.getClass().getSimpleName());
    }
    return Optional.ofNullable(failure.getMessage()).orElse(failure.getClass().getSimpleName());
  }
}
