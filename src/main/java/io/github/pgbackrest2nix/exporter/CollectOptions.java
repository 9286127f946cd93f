package io.github.pgbackrest2nix.exporter;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The command line of {@code collect}.
 *
 * @param systemdAnalyze the program that tells when schedules are due
 * @param timeout of each call of a program
 * @param everyBackup whether there are series of every single backup
 * @param strict whether it is an error if something could not be collected
 */
record CollectOptions(
    Path declaration,
    Path textfile,
    Path state,
    Path pgbackrest,
    Optional<Path> systemdAnalyze,
    Duration timeout,
    boolean everyBackup,
    boolean strict) {
  static final String PER_BACKUP = "--per-backup";
  static final String SYSTEMD_ANALYZE = "--systemd-analyze";
  static final String DEFAULT_TIMEOUT = "120s";

  private static final String STRICT = "--strict";
  private static final Set<String> NAMES =
      Set.of(
          "--declaration", "--textfile", "--state", "--pgbackrest", SYSTEMD_ANALYZE, "--timeout");

  static CollectOptions parse(List<String> arguments) throws UsageException {
    Arguments values = Arguments.parse(arguments, NAMES, Set.of(PER_BACKUP, STRICT));
    Path textfile = values.path("--textfile");
    if (!textfile.toString().endsWith(".prom")) {
      throw new UsageException(
          "--textfile must end in \".prom\", for node_exporter reads nothing else: \""
              + textfile
              + "\"");
    }
    return new CollectOptions(
        values.path("--declaration"),
        textfile,
        values.path("--state"),
        values.path("--pgbackrest"),
        values.findPath(SYSTEMD_ANALYZE),
        values.duration("--timeout", DEFAULT_TIMEOUT),
        values.has(PER_BACKUP),
        values.has(STRICT));
  }
}
