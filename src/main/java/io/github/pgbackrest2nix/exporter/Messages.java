package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.Snapshot.RepoOutcome;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What is said to whoever reads the log. */
final class Messages {
  private final PrintStream err;

  Messages(PrintStream err) {
    this.err = err;
  }

  void say(String message) {
    err.print("pgbackrest-metrics: " + message + "\n");
  }

  /** Says that something cannot be done with a file, and returns the exit code for it. */
  int cannot(String what, Path file, IOException e) {
    say("cannot " + what + " \"" + file + "\": " + reason(e));
    return ExitCode.COULD_NOT_RUN;
  }

  /** Says what could not be collected. */
  void failures(Snapshot snapshot) {
    String previous = "";
    for (RepoOutcome repo : snapshot.repos()) {
      if (repo.failure().isEmpty()) {
        continue;
      }
      String failure = String.join("\n  ", BoundedText.lines(repo.failure().get()));
      say(repo.id() + ": " + (failure.equals(previous) ? "the same" : failure));
      previous = failure;
    }
    snapshot.complaints().forEach(this::say);
  }

  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof ClosedByInterruptException) {
      return "interrupted";
    }
    if (e instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    return String.valueOf(e.getMessage());
  }
}
