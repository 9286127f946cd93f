package io.github.pgbackrest2nix.exporter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.function.LongSupplier;

/** Collects once and replaces the text file. */
final class CollectCommand {
  private final CollectOptions options;
  private final String version;
  private final Messages messages;

  CollectCommand(CollectOptions options, String version, Messages messages) {
    this.options = options;
    this.version = version;
    this.messages = messages;
  }

  /** Returns the exit code; whatever is wrong has been said. */
  int run(Clock clock, LongSupplier nanoTime) {
    Declaration declaration;
    try (InputStream in = Files.newInputStream(options.declaration())) {
      declaration = DeclarationReader.read(in);
    } catch (IOException e) {
      return messages.cannot("read the declaration", options.declaration(), e);
    }
    InfoSource source = new PgBackRest(options.pgbackrest(), options.timeout());
    Calendars calendars = SystemdAnalyze.find(options.systemdAnalyze(), options.timeout());
    Memory memory = new Memory(options.state(), messages);
    Snapshot snapshot =
        new Collector(declaration, source, calendars, clock, nanoTime)
            .withEveryBackup(options.everyBackup())
            .collect(memory.recall());
    int written;
    try {
      written = write(snapshot);
    } catch (OutOfMemoryError e) {
      snapshot = snapshot.withoutEveryBackup(MemoryLimit.failure());
      written = writeLess(snapshot);
    }
    messages.failures(snapshot);
    int kept = memory.keep(snapshot.remember());
    if (written != ExitCode.OK || kept != ExitCode.OK) {
      return ExitCode.COULD_NOT_RUN;
    }
    // The metrics say what is wrong, and alerts look at them: the timer's unit has done its work.
    return snapshot.isComplete() || !options.strict() ? ExitCode.OK : ExitCode.COLLECTION_FAILED;
  }

  private int writeLess(Snapshot snapshot) {
    try {
      return write(snapshot);
    } catch (OutOfMemoryError e) {
      messages.say(MemoryLimit.failure().message() + "; the metrics stay as they were");
      return ExitCode.COULD_NOT_RUN;
    }
  }

  private int write(Snapshot snapshot) {
    try {
      AtomicFile.write(
          options.textfile(),
          out -> Exposition.writeText(snapshot, version, out),
          PosixFilePermissions.fromString("rw-r--r--"));
      return ExitCode.OK;
    } catch (IOException e) {
      return messages.cannot("write the metrics", options.textfile(), e);
    }
  }
}
