package io.github.pgbackrest2nix.cli;

import io.github.pgbackrest2nix.Compiler;
import io.github.pgbackrest2nix.diagnostic.Severity;
import io.github.pgbackrest2nix.source.TextDecoder;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reports the findings of all files. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Report everything that is wrong with descriptions.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  pgbackrest2nix validate forge.yaml",
      "  pgbackrest2nix validate hosts/*.yaml --fail-on warning",
      "  pgbackrest2nix validate hosts/*.yaml --format sarif > findings.sarif",
      "  generate-description | pgbackrest2nix validate - --stdin-filename forge.yaml"
    })
final class ValidateCommand implements Callable<Integer> {
  /** The least severe finding that makes the exit status 1. */
  enum FailOn {
    error(Severity.ERROR),
    warning(Severity.WARNING);

    private final Severity severity;

    FailOn(Severity severity) {
      this.severity = severity;
    }
  }

  private final Terminal terminal;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Descriptions; - is standard input.")
  private List<String> files = List.of();

  @Option(
      names = "--fail-on",
      paramLabel = "error|warning",
      description = "The least severe finding that makes the exit status 1; ${DEFAULT-VALUE}.")
  private FailOn failOn = FailOn.error;

  @Option(
      names = "--format",
      paramLabel = "text|json|sarif|github",
      description =
          "How findings are written: text on standard error, the others on standard output;"
              + " ${DEFAULT-VALUE}.")
  private OutputFormat format = OutputFormat.text;

  @Option(
      names = "--stdin-filename",
      paramLabel = "NAME",
      description = "How findings call standard input.")
  private String standardInputName = "<stdin>";

  ValidateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Findings findings = new Findings();
    Compiler compiler = new Compiler();
    boolean unreadable = false;
    for (String file : new LinkedHashSet<>(files)) {
      try {
        TextDecoder.Decoded input = InputFile.read(file, standardInputName, terminal.in());
        findings.add(input.shown(), input.text().then(compiler::check).diagnostics());
      } catch (IOException e) {
        terminal.err().println("error: " + Failures.describe(e));
        unreadable = true;
      }
    }
    findings.write(format, terminal);
    if (unreadable) {
      return ExitCode.COULD_NOT_RUN;
    }
    return findings.reach(failOn.severity) ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }
}
