package io.github.pgbackrest2nix.exporter;

import io.github.pgbackrest2nix.exporter.Snapshot.RepoOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.function.LongSupplier;

/** Collects once and replaces the text file. */
final class CollectCommand {
  private final CollectOptions options;
  private final String version;
  private final PrintStream err;

  CollectCommand(CollectOptions options, String version, PrintStream err) {
    this.options = options;
    this.version = version;
    this.err = err;
  }

  /** Returns the exit code; whatever is wrong has been said. */
  int run(Clock clock, LongSupplier nanoTime) {
    Declaration declaration;
    try (InputStream in = Files.newInputStream(options.declaration())) {
      declaration = DeclarationReader.read(in);
    } catch (IOException e) {
      return cannot("read the declaration", options.declaration(), e);
    }
    InfoSource source = new PgBackRest(options.pgbackrest(), options.timeout());
    Snapshot snapshot = new Collector(declaration, source, clock, nanoTime).collect(remembered());
    reportFailures(snapshot);
    int written = write(snapshot);
    if (written != ExitCode.OK) {
      return written;
    }
    return snapshot.isComplete() ? ExitCode.OK : ExitCode.COLLECTION_FAILED;
  }

  // A lost memory costs the last known values of what cannot be read now; that is no reason to
  // give up what can be.
  private Remembered remembered() {
    try {
      return StateFile.read(options.state());
    } catch (IOException e) {
      say("ignoring the state file \"" + options.state() + "\": " + reason(e));
      return Remembered.NOTHING;
    }
  }

  private void reportFailures(Snapshot snapshot) {
    String previous = "";
    for (RepoOutcome repo : snapshot.repos()) {
      if (repo.failure().isEmpty()) {
        continue;
      }
      String failure = String.join("\n  ", BoundedText.lines(repo.failure().get()));
      say(repo.id() + ": " + (failure.equals(previous) ? "the same" : failure));
      previous = failure;
    }
  }

  private int write(Snapshot snapshot) {
    int exit = ExitCode.OK;
    try {
      AtomicFile.write(
          options.textfile(),
          Exposition.text(snapshot, version),
          PosixFilePermissions.fromString("rw-r--r--"));
    } catch (IOException e) {
      exit = cannot("write the metrics", options.textfile(), e);
    }
    try {
      StateFile.write(options.state(), snapshot.remember());
    } catch (IOException e) {
      exit = cannot("write the state file", options.state(), e);
    }
    return exit;
  }

  private int cannot(String what, Path file, IOException e) {
    say("cannot " + what + " \"" + file + "\": " + reason(e));
    return ExitCode.COULD_NOT_RUN;
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    return String.valueOf(e.getMessage());
  }

  private void say(String message) {
    err.print("pgbackrest-metrics: " + message + "\n");
  }
}
