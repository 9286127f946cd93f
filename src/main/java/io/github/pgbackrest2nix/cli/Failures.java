package io.github.pgbackrest2nix.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** What went wrong in the world outside, in words: the JDK often gives a path only. */
final class Failures {
  private Failures() {}

  /** Returns the failure, and what else failed in dealing with it. */
  static String describe(IOException failure) {
    StringBuilder text = new StringBuilder(sentence(failure));
    for (Throwable other : failure.getSuppressed()) {
      if (other instanceof IOException also) {
        text.append("; ").append(sentence(also));
      }
    }
    return text.toString();
  }

  /** Returns a failure that says more of a file than its cause does. */
  static FileSystemException of(String file, String reason, IOException cause) {
    FileSystemException failure = new FileSystemException(file, null, reason);
    failure.initCause(cause);
    return failure;
  }

  /** Returns the system's own words without the path, or ours where it has none. */
  static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (failure instanceof AccessDeniedException) {
      return "no permission";
    }
    Optional<String> words =
        failure instanceof FileSystemException file
            ? Optional.ofNullable(file.getReason())
            : Optional.ofNullable(failure.getMessage());
    return words.orElse(failure.getClass().getSimpleName());
  }

  private static String sentence(IOException failure) {
    if (failure instanceof NoSuchFileException missing) {
      return "\"" + missing.getFile() + "\" does not exist; check its name";
    }
    if (failure instanceof AccessDeniedException denied) {
      return "no permission to use \"" + denied.getFile() + "\"; its owner can give it";
    }
    if (failure instanceof FileSystemException other) {
      return "\"" + other.getFile() + "\": " + reason(other);
    }
    return reason(failure);
  }
}
