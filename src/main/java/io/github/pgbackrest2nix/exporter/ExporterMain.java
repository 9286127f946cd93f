package io.github.pgbackrest2nix.exporter;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Properties;

/** The entry point of the runtime jar. */
public final class ExporterMain {
  private static final String HELP =
      """
      Usage: pgbackrest-metrics collect OPTIONS
             pgbackrest-metrics serve OPTIONS
      Asks pgBackRest for its backups and writes metrics for Prometheus.

      collect writes a file for the textfile collector of node_exporter, once:
        --declaration FILE   which stanzas and repositories should be there (JSON)
        --textfile FILE      the file to replace; its name must end in ".prom"
        --state FILE         remembers the last known values for when a collection fails
        --pgbackrest PATH    the program to ask
        --systemd-analyze PATH
                             the program to ask when backups are due next; without it
                             the metrics do not say
        --timeout DURATION   of each call of them, for example 90s or 2m (default: 120s)
        --per-backup         also writes the series that there are for every single backup
        --strict             ends with 1 if something could not be collected

      serve collects in the background and answers /metrics, until it is told to end:
        --listen ADDRESS     where (default: 127.0.0.1:9854)
        --interval DURATION  between two collections (default: 60s)
        --web-config FILE    TLS and passwords, as for other exporters of Prometheus; also
                             called --web.config.file
        --declaration, --pgbackrest, --timeout, and --systemd-analyze, --state and
        --per-backup if wanted, as above

      --help                 shows this text
      --version              shows the version

      Exit codes: 0 the metrics say it all, 1 with --strict something could not be
      collected, 2 wrong usage, 3 could not run.
      """;

  private ExporterMain() {}

  public static void main(String[] args) {
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    int exit = run(List.of(args), out, err);
    out.flush();
    err.flush();
    // Not a mere return: a thread may still hang on the pipe of a process that cannot be killed.
    System.exit(exit);
  }

  static int run(List<String> args, PrintStream out, PrintStream err) {
    try {
      String command = args.isEmpty() ? "" : args.get(0);
      switch (command) {
        case "--help", "-h" -> out.print(HELP);
        case "--version" -> out.print("pgbackrest-metrics " + version() + "\n");
        case "collect" -> {
          return collect(args.subList(1, args.size()), out, err);
        }
        case "serve" -> {
          return serve(args.subList(1, args.size()), out, err);
        }
        case "" -> throw new UsageException("no command");
        default -> throw new UsageException("unknown command \"" + command + "\"");
      }
      return ExitCode.OK;
    } catch (UsageException e) {
      err.print("pgbackrest-metrics: " + e.getMessage() + "\n");
      err.print("try \"pgbackrest-metrics --help\"\n");
      return ExitCode.WRONG_USAGE;
    }
  }

  private static int collect(List<String> arguments, PrintStream out, PrintStream err)
      throws UsageException {
    if (arguments.contains("--help")) {
      out.print(HELP);
      return ExitCode.OK;
    }
    CollectOptions options = CollectOptions.parse(arguments);
    return new CollectCommand(options, version(), new Messages(err))
        .run(Clock.systemUTC(), System::nanoTime);
  }

  private static int serve(List<String> arguments, PrintStream out, PrintStream err)
      throws UsageException {
    if (arguments.contains("--help")) {
      out.print(HELP);
      return ExitCode.OK;
    }
    ServeOptions options = ServeOptions.parse(arguments);
    return new ServeCommand(options, version(), out, new Messages(err))
        .run(Clock.systemUTC(), System::nanoTime);
  }

  /** Returns the version of the build. */
  static String version() {
    try (InputStream in =
        ExporterMain.class.getResourceAsStream("/io/github/pgbackrest2nix/version.properties")) {
      if (in == null) {
        throw new IllegalStateException("version.properties is not in the jar");
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
