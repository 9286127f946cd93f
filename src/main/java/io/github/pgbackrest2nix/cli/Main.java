package io.github.pgbackrest2nix.cli;

import io.github.pgbackrest2nix.Compiler;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The entry point of the generator. */
@Command(
    name = "pgbackrest2nix",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "From one description of pgBackRest backups to a checked NixOS module.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  pgbackrest2nix validate forge.yaml",
      "  pgbackrest2nix render forge.yaml --out modules/pgbackrest",
      "  pgbackrest2nix render forge.yaml --out modules/pgbackrest --check"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:nothing to complain of",
      "1:there are findings, or the output is out of date",
      "2:wrong usage",
      "3:could not run"
    })
public final class Main implements Runnable {
  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show where in the program an error came from.")
  private boolean debug;

  @Spec private CommandSpec spec = CommandSpec.create();

  Main() {}

  public static void main(String[] args) {
    // Messages and files are English, and their digits not those of the user's language.
    Locale.setDefault(Locale.ROOT);
    // The schema library asks for a logging back end, and complains on standard error of having
    // none.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    PrintWriter out = writer(FileDescriptor.out);
    PrintWriter err = writer(FileDescriptor.err);
    Terminal terminal =
        new Terminal(System.in, out, err, System.getenv(), Terminal.standardErrorIsTerminal());
    int status = run(terminal, RuntimeJar::bytes, Clock.system(ZoneId.systemDefault()), args);
    // A full disk or a closed pipe: what was not said must not look like having nothing to say.
    if (out.checkError()) {
      err.println("error: not all of the output could be written");
      status = ExitCode.COULD_NOT_RUN;
    }
    System.exit(err.checkError() ? ExitCode.COULD_NOT_RUN : status);
  }

  /** Runs one command; returns the exit status. */
  static int run(Terminal terminal, Supplier<byte[]> runtimeJar, Clock clock, String... args) {
    Main main = new Main();
    CommandLine line = new CommandLine(main);
    line.addSubcommand(new ValidateCommand(terminal, () -> Checks.of(new Compiler())));
    line.addSubcommand(new RenderCommand(terminal, runtimeJar));
    line.addSubcommand(new ExplainCommand(terminal));
    line.addSubcommand(new RulesCommand(terminal));
    line.addSubcommand(new CalendarCommand(terminal, clock));
    line.addSubcommand(new SchemaCommand(terminal));
    line.addSubcommand(new OptionsCommand(terminal));
    line.setOut(terminal.out());
    line.setErr(terminal.err());
    // Help goes to standard output, of which nobody knows whether it is a terminal.
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setExpandAtFiles(false);
    line.setExecutionExceptionHandler((failure, command, result) -> main.fail(terminal, failure));
    try {
      return line.execute(args);
    } catch (Error e) {
      // Of which picocli would let the JVM print the trace and exit with 1.
      return main.fail(terminal, e);
    }
  }

  /** Returns whether the user wants to see where in the program an error came from. */
  boolean debug() {
    return debug;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }

  /** Tells of the world's failures and our own bugs; a user's mistake never gets here. */
  private int fail(Terminal terminal, Throwable thrown) {
    if (thrown instanceof IOException failure) {
      terminal.err().println("error: " + Failures.describe(failure));
      if (debug) {
        failure.printStackTrace(terminal.err());
      }
      return ExitCode.COULD_NOT_RUN;
    }
    new Bug(Optional.empty(), thrown).tell(terminal, debug);
    return ExitCode.COULD_NOT_RUN;
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    OutputStream stream = new FileOutputStream(descriptor);
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), false);
  }
}
